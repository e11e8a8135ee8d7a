package dev.sluice.contract;

import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Databases whose truth lies partly beside them: in a log, in a journal, in the state. */
final class JournalFaults {
  private static final String[] IN_WAL_MODE = {
    "PRAGMA journal_mode = WAL", "PRAGMA wal_autocheckpoint = 0"
  };

  private JournalFaults() {}

  static Map<String, Recipe> all() {
    var recipes = new LinkedHashMap<String, Recipe>();
    recipes.put("good", GoodIndex::write);
    recipes.put("other-mode", JournalFaults::makeOtherMode);
    recipes.put("wal-mode-clean", JournalFaults::makeWalMode);
    recipes.put("wal-ahead", JournalFaults::makeWalAhead);
    recipes.put("wal-too-new", file -> leaveInLog(file, "PRAGMA user_version = 8"));
    recipes.put("wal-torn", JournalFaults::makeTornWal);
    recipes.put("hot-journal", JournalFaults::makeHotJournal);
    recipes.put("pending", file -> makeState(file, false, true));
    recipes.put("not-ready", file -> makeState(file, false, false));
    recipes.put("ready", file -> makeState(file, true, false));
    return recipes;
  }

  /** Prose under the name of a database of code. */
  private static void makeOtherMode(Path file) {
    SqliteModels.write(ModelGenerator.dense(Mode.PROSE, 3, 60), file);
  }

  /** As PairOfCleats leaves its databases: the header says WAL, and there is no log. */
  private static void makeWalMode(Path file) throws SQLException {
    GoodIndex.write(file);
    Sql.run(file, "PRAGMA journal_mode = WAL");
  }

  /** Without its log this is an old database that lacks a table and rows. */
  private static void makeWalAhead(Path file) throws IOException, SQLException {
    GoodIndex.write(file);
    Sql.run(
        file,
        "PRAGMA user_version = 6",
        "ALTER TABLE dense_meta RENAME TO kept",
        "CREATE TABLE lengths AS SELECT * FROM doc_lengths",
        "DELETE FROM doc_lengths");
    leaveInLog(
        file,
        "ALTER TABLE kept RENAME TO dense_meta",
        "INSERT INTO doc_lengths SELECT * FROM lengths",
        "PRAGMA user_version = 7");
  }

  /** What a crash in the middle of a commit leaves: the log ends inside a frame. */
  private static void makeTornWal(Path file) throws IOException, SQLException {
    GoodIndex.write(file);
    leaveInLog(file, "PRAGMA user_version = 8");
    Path log = beside(file, "-wal");
    byte[] frames = Files.readAllBytes(log);
    Files.write(log, Arrays.copyOf(frames, frames.length - 100));
  }

  /** Runs the statements in a copy; takes its file and log before closing checkpoints the log. */
  private static void leaveInLog(Path file, String... statements) throws IOException, SQLException {
    if (!Files.exists(file)) {
      GoodIndex.write(file);
    }
    Path copy = Files.copy(file, beside(file, ".copy"));
    try (Connection connection = Sql.connect(copy)) {
      Sql.run(connection, IN_WAL_MODE);
      Sql.run(connection, statements);
      Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(beside(copy, "-wal"), beside(file, "-wal"));
    }
    Files.delete(copy);
  }

  /**
   * What a crash in the middle of a transaction leaves: changed pages, and a journal of the old.
   */
  private static void makeHotJournal(Path file) throws IOException, SQLException {
    GoodIndex.write(file);
    Path copy = Files.copy(file, beside(file, ".copy"));
    try (Connection connection = Sql.connect(copy)) {
      Sql.run(connection, "PRAGMA journal_mode = DELETE", "PRAGMA cache_size = 1");
      connection.setAutoCommit(false);
      Sql.run(
          connection, "UPDATE chunks SET name = hex(zeroblob(2000))", "DELETE FROM doc_lengths");
      Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(beside(copy, "-journal"), beside(file, "-journal"));
      connection.rollback();
    }
    Files.delete(copy);
  }

  private static void makeState(Path file, boolean ready, boolean pending) throws IOException {
    GoodIndex.write(file);
    Path root = file.getParent().getParent();
    Path artifacts = Files.createDirectory(root.resolve("index-code"));
    Files.writeString(
        artifacts.resolve("index_state.json"),
        String.format(
            "{\"mode\":\"code\",\"sqlite\":{\"enabled\":true,\"ready\":%b,\"pending\":%b}}",
            ready, pending));
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
