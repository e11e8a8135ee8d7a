package dev.sluice.sqlite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.sqlite.ProgressHandler;

/** Sees everything that is asked of connections: the statements, their rows, and SQLite's steps. */
final class WatchedConnections implements UnaryOperator<Connection> {
  /** Instructions of SQLite's virtual machine between two looks. */
  private static final int STEPS = 10;

  private final List<String> prepared = new ArrayList<>();
  private final List<String> executed = new ArrayList<>();
  private int rows;
  private int looks;

  void reset() {
    prepared.clear();
    executed.clear();
    rows = 0;
    looks = 0;
  }

  List<String> prepared() {
    return List.copyOf(prepared);
  }

  List<String> executed() {
    return List.copyOf(executed);
  }

  int rows() {
    return rows;
  }

  /** Instructions of SQLite's virtual machine, roughly. */
  int steps() {
    return looks * STEPS;
  }

  @Override
  public Connection apply(Connection connection) {
    try {
      ProgressHandler.setHandler(
          connection,
          STEPS,
          new ProgressHandler() {
            @Override
            protected int progress() {
              looks++;
              return 0;
            }
          });
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return watch(Connection.class, connection, "");
  }

  /** The target behind an interface: what it hands out is watched as well. */
  private <T> T watch(Class<T> type, T target, String sql) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object result = invoke(target, method, arguments);
              return see(method, arguments, sql, result);
            }));
  }

  private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Object see(Method method, Object[] arguments, String sql, Object result) {
    String text = arguments != null && arguments[0] instanceof String first ? first : sql;
    if (method.getName().startsWith("execute")) {
      executed.add(text);
    }
    if (method.getName().equals("next") && Boolean.TRUE.equals(result)) {
      rows++;
    }
    if (result instanceof PreparedStatement statement) {
      prepared.add(text);
      return watch(PreparedStatement.class, statement, text);
    }
    if (result instanceof Statement statement) {
      return watch(Statement.class, statement, text);
    }
    return result instanceof ResultSet set ? watch(ResultSet.class, set, text) : result;
  }
}
