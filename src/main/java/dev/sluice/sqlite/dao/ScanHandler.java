package dev.sluice.sqlite.dao;

import dev.sluice.core.FullTextWeights;
import dev.sluice.core.Mode;
import dev.sluice.core.Observer;
import dev.sluice.core.Observers;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.sql.ResultSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.extension.ExtensionHandler;
import org.jdbi.v3.core.extension.HandleSupplier;
import org.jdbi.v3.core.statement.Query;

/**
 * Runs the methods annotated with {@link Scan}. Public because JDBI makes it by its constructor.
 */
public final class ScanHandler implements ExtensionHandler.Simple {
  private static final String LIST = "(<list>)";

  private final String name;
  private final Supplier<RowScanner<?>> scanners;
  private final int listParameter;

  /** The SQL, or for a method with a list its form for each step of the ladder. */
  private final String[] sqlByStep;

  public ScanHandler(Class<?> dao, Method method) {
    Scan scan = method.getAnnotation(Scan.class);
    name = dao.getSimpleName() + "." + method.getName();
    scanners = constructor(scan.into());
    listParameter = listParameter(method);
    if ((listParameter >= 0) != scan.sql().contains(LIST)) {
      throw new IllegalStateException(name + ": a list parameter goes with " + LIST);
    }
    sqlByStep = new String[listParameter < 0 ? 1 : Ladder.STEPS];
    for (int i = 0; i < sqlByStep.length; i++) {
      sqlByStep[i] = withListOf(1 << i, scan.sql());
    }
  }

  /** The SQL of a {@link Scan} as it is run for a list of one. */
  static String withListOfOne(String sql) {
    return withListOf(1, sql);
  }

  private static String withListOf(int size, String sql) {
    return sql.replace(LIST, "(?" + ", ?".repeat(size - 1) + ")");
  }

  @Override
  public Object invoke(HandleSupplier handles, Object... arguments) throws Exception {
    Handle handle = handles.getHandle();
    RowScanner<?> scanner = scanners.get();
    Observer observer = Observers.current();
    if (observer == Observer.NONE) {
      run(handle, arguments, scanner);
    } else {
      long started = System.nanoTime();
      long rows = run(handle, arguments, scanner);
      observer.queried(name, System.nanoTime() - started, rows);
    }
    return scanner.result();
  }

  /** Returns how many rows there were. */
  private long run(Handle handle, Object[] arguments, RowScanner<?> scanner) {
    if (listParameter < 0) {
      return run(handle, sqlByStep[0], arguments, null, 0, 0, scanner);
    }
    Object[] list = distinct(arguments[listParameter]);
    long rows = 0;
    for (int from = 0; from < list.length; ) {
      int step = Ladder.step(list.length - from);
      String sql = sqlByStep[Integer.numberOfTrailingZeros(step)];
      rows += run(handle, sql, arguments, list, from, step, scanner);
      from += step;
    }
    return rows;
  }

  private int run(
      Handle handle,
      String sql,
      Object[] arguments,
      Object[] list,
      int from,
      int step,
      RowScanner<?> scanner) {
    try (Query query = handle.createQuery(sql)) {
      int position = 0;
      for (int i = 0; i < arguments.length; i++) {
        if (i == listParameter) {
          for (int k = from; k < from + step; k++) {
            query.bind(position++, list[Math.min(k, list.length - 1)]);
          }
        } else if (arguments[i] instanceof FullTextWeights weights) {
          for (double weight : columns(weights)) {
            query.bind(position++, weight);
          }
        } else {
          query.bind(position++, plain(arguments[i]));
        }
      }
      return query.scanResultSet(
          (supplier, context) -> {
            try (context) {
              ResultSet rows = supplier.get();
              scanner.scan(rows);
              return rows.getRow(); // The driver keeps the last one's number at the end.
            }
          });
    }
  }

  private static Object plain(Object argument) {
    return argument instanceof Mode mode ? mode.id() : argument;
  }

  /** In the order of the columns of the full-text table. */
  private static double[] columns(FullTextWeights weights) {
    return new double[] {
      weights.file(),
      weights.name(),
      weights.signature(),
      weights.kind(),
      weights.headline(),
      weights.doc(),
      weights.tokens()
    };
  }

  private static Object[] distinct(Object list) {
    if (list instanceof int[] ids) {
      return Arrays.stream(ids).sorted().distinct().boxed().toArray();
    }
    return ((Collection<?>) list).stream().sorted().distinct().toArray();
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
