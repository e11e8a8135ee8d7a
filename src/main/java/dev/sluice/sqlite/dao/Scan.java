package dev.sluice.sqlite.dao;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jdbi.v3.core.extension.annotation.UseExtensionHandler;
import org.jdbi.v3.sqlobject.SqlObjectFactory;

/**
 * A query whose rows are read by hand into one result, without an object per row and without
 * reflection. Parameters are positional.
 *
 * <p>One parameter may be an {@code int[]} or a {@code Collection<String>}: it stands for {@code
 * (<list>)} in the SQL, may have any length, is freed of repeats and sorted, and runs in batches of
 * the {@link Ladder}; the scanner sees the rows of all batches, in the order of the batches.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@UseExtensionHandler(id = SqlObjectFactory.EXTENSION_ID, value = DaoMethod.class)
@interface Scan {
  String sql();

  /** Made anew for every call by its constructor without arguments. */
  Class<? extends RowScanner<?>> into();
}
