package dev.sluice.sqlite.dao;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The SQL of every DAO method, for asking SQLite about it. */
public final class DaoStatements {
  /** All DAOs; a test finds one that is left out. */
  private static final List<Class<?>> DAOS =
      List.of(
          ChunksDao.class,
          DenseMetaDao.class,
          DenseVectorsDao.class,
          DocLengthsDao.class,
          FileManifestDao.class,
          FullTextDao.class,
          MinHashDao.class,
          PostingsDao.class,
          TokenStatsDao.class,
          VocabularyDao.class);

  private DaoStatements() {}

  /**
   * A method's SQL.
   *
   * @param method for example {@code ChunksDao.find}
   * @param sql ready to be prepared, a list standing for one value
   * @param reads whether it only reads
   */
  public record DaoStatement(String method, String sql, boolean reads) {}

  /** All of them, by method. */
  public static List<DaoStatement> all() {
    var statements = new ArrayList<DaoStatement>();
    for (Class<?> dao : DAOS) {
      for (Method method : dao.getDeclaredMethods()) {
        String name = dao.getSimpleName() + "." + method.getName();
        Scan scan = method.getAnnotation(Scan.class);
        Change change = method.getAnnotation(Change.class);
        if (scan != null) {
          statements.add(new DaoStatement(name, DaoMethod.withListOfOne(scan.sql()), true));
        } else if (change != null) {
          statements.add(new DaoStatement(name, change.value(), false));
        }
      }
    }
    statements.sort(Comparator.comparing(DaoStatement::method));
    return statements;
  }

  /** The DAOs whose methods these are. */
  static List<Class<?>> daos() {
    return DAOS;
  }
}
