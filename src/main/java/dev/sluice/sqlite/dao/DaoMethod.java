package dev.sluice.sqlite.dao;

import dev.sluice.core.Observer;
import dev.sluice.core.Observers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.extension.ExtensionHandler;
import org.jdbi.v3.core.extension.HandleSupplier;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Runs a method annotated with {@link Scan} or {@link Change}. Public because JDBI makes it by its
 * constructor.
 *
 * <p>It binds and runs the statement itself: JDBI's own {@code Query} makes a context, a binding
 * and an event of the flight recorder for each call, which is 5 to 20 microseconds where the row of
 * a key takes 5, and 30 ms of a process for the first.
 */
public final class DaoMethod implements ExtensionHandler.Simple {
  private static final String LIST = "(<list>)";

  private final String name;

  /** Null for a method that changes rows. */
  private final Supplier<RowScanner<?>> scanners;

  private final int listParameter;

  /** The SQL, or for a method with a list its form for each step of the ladder. */
  private final String[] sqlByStep;

  public DaoMethod(Class<?> dao, Method method) {
    Scan scan = method.getAnnotation(Scan.class);
    String sql = scan == null ? method.getAnnotation(Change.class).value() : scan.sql();
    name = dao.getSimpleName() + "." + method.getName();
    scanners = scan == null ? null : constructor(scan.into());
    listParameter = listParameter(method);
    if ((listParameter >= 0) != sql.contains(LIST)) {
      throw new IllegalStateException(name + ": a list parameter goes with " + LIST);
    }
    sqlByStep = new String[listParameter < 0 ? 1 : Ladder.STEPS];
    for (int i = 0; i < sqlByStep.length; i++) {
      sqlByStep[i] = withListOf(1 << i, sql);
    }
  }

  /** The SQL of a method as it is run for a list of one. */
  static String withListOfOne(String sql) {
    return withListOf(1, sql);
  }

  private static String withListOf(int size, String sql) {
    return sql.replace(LIST, "(?" + ", ?".repeat(size - 1) + ")");
  }

  @Override
  public Object invoke(HandleSupplier handles, Object... arguments) {
    Handle handle = handles.getHandle();
    StatementSource statements =
        handle.getStatementBuilder() instanceof StatementSource source
            ? source
            : StatementSource.UNCACHED;
    return run(handle.getConnection(), statements, arguments);
  }

  Object run(Connection connection, StatementSource statements, Object... arguments) {
    RowScanner<?> scanner = scanners == null ? null : scanners.get();
    Observer observer = Observers.current();
    try {
      if (observer == Observer.NONE) {
        run(connection, statements, arguments, scanner);
      } else {
        long started = System.nanoTime();
        long rows = run(connection, statements, arguments, scanner);
        observer.queried(name, System.nanoTime() - started, rows);
      }
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(name + ": " + e.getMessage(), e, null);
    }
    return scanner == null ? null : scanner.result();
  }

  /** Returns how many rows there were. */
  private long run(
      Connection connection, StatementSource statements, Object[] arguments, RowScanner<?> scanner)
      throws SQLException {
    if (listParameter < 0) {
      return run(connection, statements, sqlByStep[0], arguments, null, 0, 0, scanner);
    }
    Object list = Binding.list(arguments[listParameter]);
    int size = Array.getLength(list);
    long rows = 0;
    for (int from = 0; from < size; ) {
      int step = Ladder.step(size - from);
      String sql = sqlByStep[Integer.numberOfTrailingZeros(step)];
      rows += run(connection, statements, sql, arguments, list, from, step, scanner);
      from += step;
    }
    return rows;
  }

  private int run(
      Connection connection,
      StatementSource statements,
      String sql,
      Object[] arguments,
      Object list,
      int from,
      int step,
      RowScanner<?> scanner)
      throws SQLException {
    PreparedStatement statement = statements.take(connection, sql);
    try {
      int position = 1;
      for (int i = 0; i < arguments.length; i++) {
        position =
            i == listParameter
                ? Binding.bindStep(statement, position, list, from, step)
                : Binding.bind(statement, position, arguments[i]);
      }
      if (scanner == null) {
        return statement.executeUpdate();
      }
      try (ResultSet rows = statement.executeQuery()) {
        scanner.scan(rows);
        return rows.getRow(); // The driver keeps the last one's number at the end.
      }
    } finally {
      statements.giveBack(sql, statement);
    }
  }

  private static int listParameter(Method method) {
    Class<?>[] types = method.getParameterTypes();
    for (int i = 0; i < types.length; i++) {
      if (types[i] == int[].class || Collection.class.isAssignableFrom(types[i])) {
        return i;
      }
    }
    return -1;
  }

  private static Supplier<RowScanner<?>> constructor(Class<? extends RowScanner<?>> type) {
    try {
      MethodHandle constructor =
          MethodHandles.lookup()
              .findConstructor(type, MethodType.methodType(void.class))
              .asType(MethodType.methodType(RowScanner.class));
      return () -> {
        try {
          return (RowScanner<?>) constructor.invokeExact();
        } catch (Throwable e) {
          throw new IllegalStateException("a constructor without arguments failed", e);
        }
      };
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " needs a constructor without arguments", e);
    }
  }
}
