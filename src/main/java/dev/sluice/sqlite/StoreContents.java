package dev.sluice.sqlite;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.FileEntry;
import dev.sluice.core.Mode;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Role;
import dev.sluice.schema.Table;
import dev.sluice.sqlite.ann.VectorTable;
import dev.sluice.sqlite.dao.DenseMetaDao;
import dev.sluice.sqlite.dao.FileManifestDao;
import dev.sluice.sqlite.dao.PlainDaos;
import dev.sluice.sqlite.dao.StatementSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a database holds of one mode, as far as an update has to know before it changes anything.
 *
 * @param files by path
 * @param tablesWithRows names
 * @param denseMeta how the vectors were made; null if it does not say
 * @param hasVectorTable whether there is a table of a vector extension
 * @param counts rows of each table
 */
public record StoreContents(
    List<FileEntry> files,
    Set<String> tablesWithRows,
    DenseMeta denseMeta,
    boolean hasVectorTable,
    Map<String, Long> counts) {

  /**
   * Looks at a database, if the gate lets a writer pass; changes no byte of it.
   *
   * @param vectorTable looked for
   * @param last what is known of the file; counting all rows takes as long as the index is large
   * @throws dev.sluice.core.SluiceException the gate's refusal, or what went wrong while reading
   */
  public static StoreContents read(Path file, Mode mode, LastWrite last, VectorTable vectorTable) {
    return StoreFailure.guarded(
        file,
        () -> {
          try (Connection connection = SqliteGate.openReader(file, Role.WRITER)) {
            LastWrite known = last.ifStillOf(file);
            var daos = new PlainDaos(connection, StatementSource.UNCACHED);
            return new StoreContents(
                daos.attach(FileManifestDao.class).all(mode),
                tablesWithRows(connection, mode),
                daos.attach(DenseMetaDao.class).find(mode).orElse(null),
                vectorTable.isIn(connection),
                known.counts().isEmpty() ? counts(connection, mode) : known.counts());
          }
        });
  }

  private static Set<String> tablesWithRows(Connection connection, Mode mode) throws SQLException {
    var withRows = new LinkedHashSet<String>();
    for (Table table : DeclaredSchema.catalog().tables()) {
      if (number(connection, "SELECT EXISTS (SELECT 1 FROM %s WHERE mode = ?)", table, mode) == 1) {
        withRows.add(table.name());
      }
    }
    return withRows;
  }

  /** Counts the rows of one mode in each table. */
  static Map<String, Long> counts(Connection connection, Mode mode) throws SQLException {
    var counts = new LinkedHashMap<String, Long>();
    for (Table table : DeclaredSchema.catalog().tables()) {
      counts.put(
          table.name(), number(connection, "SELECT COUNT(*) FROM %s WHERE mode = ?", table, mode));
    }
    return counts;
  }

  private static long number(Connection connection, String sql, Table table, Mode mode)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.formatted(table.name()))) {
      statement.setString(1, mode.id());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
