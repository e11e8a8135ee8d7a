package dev.sluice.sqlite.dao;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.HashMap;
import java.util.Map;

/**
 * The DAOs without JDBI around them, for what runs once in a process: an update that changes a few
 * files would spend a sixth of its time on loading JDBI.
 */
public final class PlainDaos {
  private static final Object[] NONE = {};

  private final Connection connection;
  private final StatementSource statements;

  /**
   * Makes DAOs for a connection, which stays the caller's.
   *
   * @param statements of the connection
   */
  public PlainDaos(Connection connection, StatementSource statements) {
    this.connection = connection;
    this.statements = statements;
  }

  /** A DAO; for the thread that uses the connection. */
  public <T> T attach(Class<T> dao) {
    Map<Method, DaoMethod> methods = new HashMap<>();
    InvocationHandler handler =
        (proxy, method, arguments) ->
            method.getDeclaringClass() == Object.class
                ? method.invoke(this, arguments)
                : methods
                    .computeIfAbsent(method, m -> new DaoMethod(dao, m))
                    .run(connection, statements, arguments == null ? NONE : arguments);
    return dao.cast(Proxy.newProxyInstance(dao.getClassLoader(), new Class<?>[] {dao}, handler));
  }
}
