package dev.sluice.killed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.core.DurableFiles;
import dev.sluice.core.IndexLayout;
import dev.sluice.lmdb.LmdbIndexReader;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Table;
import dev.sluice.upkeep.Finding;
import dev.sluice.upkeep.Finding.Kind;
import dev.sluice.upkeep.Finding.Severity;
import dev.sluice.upkeep.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The store of an index root, looked at from outside. */
record Store(Path root, boolean isLmdb) {

  private Path path() {
    var layout = new IndexLayout(root);
    return isLmdb ? layout.lmdb(Operation.MODE) : layout.sqlite(Operation.MODE);
  }

  /** A sum over everything that is in it. Looks at a copy, so that nothing is recovered by it. */
  String content() throws IOException, SQLException {
    return isLmdb ? contentOfLmdb() : contentOfSqlite();
  }

  private String contentOfSqlite() throws IOException, SQLException {
    Path folder = Files.createTempDirectory("sluice-killed");
    try {
      Path copy = Files.copy(path(), folder.resolve("copy.db"));
      for (String suffix : List.of("-wal", "-journal")) {
        if (Files.exists(Operation.beside(path(), suffix))) {
          Files.copy(Operation.beside(path(), suffix), Operation.beside(copy, suffix));
        }
      }
      MessageDigest digest = sha256();
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
        for (Table table : DeclaredSchema.catalog().tables()) {
          add(connection, table.name(), digest);
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } finally {
      DurableFiles.deleteTree(folder);
    }
  }

  private static void add(Connection connection, String table, MessageDigest digest)
      throws SQLException {
    String sql = "SELECT rowid, * FROM " + table + " ORDER BY rowid";
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          byte[] bytes = rows.getBytes(i);
          digest.update((byte) (bytes == null ? 0 : 1));
          digest.update(bytes == null ? new byte[0] : bytes);
        }
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The store holds when it was made, so its own sums say nothing. */
  private String contentOfLmdb() {
    try (var reader = LmdbIndexReader.open(path(), Operation.MODE)) {
      int[] ids = IntStream.range(0, reader.tokenStats().documentCount()).toArray();
      String all = reader.chunks(ids) + " " + reader.files();
      return HexFormat.of().formatHex(sha256().digest(all.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /**
   * A full validation of the root finds nothing wrong. The old store may be of an earlier state
   * than what it was to be made from, and what the process made may lie about.
   */
  void assertSound(String when) {
    List<Finding> findings =
        new Validation(root, Validation.Options.full())
            .run(List.of(Operation.MODE), () -> {}).findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .filter(finding -> finding.kind() != Kind.STALE)
                .toList();
    assertEquals(List.of(), findings, when);
  }

  /** Everything under the root by name; a path that is made on the way may go missing. */
  SortedSet<String> names() {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
