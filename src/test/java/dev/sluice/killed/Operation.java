package dev.sluice.killed;

import dev.sluice.artifact.ArtifactWriter;
import dev.sluice.artifact.BundleWriter;
import dev.sluice.artifact.RandomBundles;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.contract.SqliteModels;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.DurableFiles;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A command that changes a store, and the index it is run on: an old store, and whatever the new
 * one is made from.
 */
enum Operation {
  BUILD_FROM_ARTIFACTS("build --from artifacts"),
  BUILD_FROM_BUNDLES("build --from bundles"),
  BUILD_OVER_A_LOG("build --from artifacts"),
  BUILD_LMDB("build --from artifacts --backend lmdb"),
  COMPACT("compact"),
  COMPACT_WITH_A_LOG("compact"),
  INCREMENTAL("build --incremental"),
  INCREMENTAL_WITH_A_LOG("build --incremental");

  static final Mode MODE = Mode.CODE;
  private static final int FILES = 120;
  private static final int CHUNKS_PER_FILE = 8;
  private static final int CHANGED_FILES = 7;
  private static final DenseMeta DENSE = new DenseMeta(2, 2.0 / 255, "m");

  private final String command;

  Operation(String command) {
    this.command = command;
  }

  List<String> line(Path root) throws IOException {
    var arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of("--root", root.toString(), "--mode", MODE.id(), "--quiet"));
    return Command.line(arguments.toArray(new String[0]));
  }

  boolean isLmdb() {
    return this == BUILD_LMDB;
  }

  boolean isIncremental() {
    return name().startsWith("INCREMENTAL");
  }

  /** Makes the index root as it is before the command. */
  void prepare(Path root) throws IOException, SQLException, InterruptedException {
    var layout = new IndexLayout(root);
    Path database = layout.sqlite(MODE);
    if (name().startsWith("COMPACT")) {
      Files.createDirectories(database.getParent());
      Files.createDirectories(layout.artifacts(MODE));
      SqliteModels.write(ModelGenerator.withGaps(MODE, 3, FILES * CHUNKS_PER_FILE), database);
    } else {
      writeSources(layout, 0);
      runToItsEnd(isIncremental() ? BUILD_FROM_BUNDLES : this, root);
      DurableFiles.deleteTree(layout.artifacts(MODE));
      DurableFiles.deleteTree(layout.incremental(MODE));
      writeSources(layout, CHANGED_FILES);
    }
    if (name().endsWith("_A_LOG")) {
      leaveLog(database);
    }
  }

  private static void runToItsEnd(Operation operation, Path root)
      throws IOException, InterruptedException {
    var ended = Command.run(operation.line(root));
    if (ended.exitCode() != 0) {
      throw new AssertionError(ended.output());
    }
  }

  /** The first few files have a chunk more than in the state before. */
  private void writeSources(IndexLayout layout, int changed) {
    boolean artifacts = this != BUILD_FROM_BUNDLES && !isIncremental();
    boolean bundles = !artifacts;
    try (var toArtifacts =
            artifacts
                ? new ArtifactWriter(layout.artifacts(MODE), MODE, DENSE, Clock.systemUTC())
                : null;
        var toBundles = bundles ? new BundleWriter(layout.incremental(MODE), MODE, DENSE) : null) {
      for (int i = 0; i < FILES; i++) {
        int chunks = CHUNKS_PER_FILE + (i < changed ? 1 : 0);
        String file = "src/f%03d%s.java".formatted(i, i < changed ? "x" : "");
        var bundle = RandomBundles.simple(file, chunks, new byte[] {1, (byte) i});
        if (artifacts) {
          toArtifacts.add(bundle);
        } else {
          toBundles.add(bundle);
        }
      }
      if (artifacts) {
        toArtifacts.publish();
      } else {
        toBundles.publish();
      }
    }
  }

  /** As a killed writer leaves it: a commit that is in the log alone. */
  private static void leaveLog(Path database) throws IOException, SQLException {
    Path copy = database.resolveSibling("copy.db");
    Files.move(database, copy);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA wal_autocheckpoint = 0");
      statement.execute("UPDATE chunks SET ext = '.log'");
      Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(copy.resolveSibling("copy.db-wal"), beside(database, "-wal"));
    }
    Files.delete(copy);
  }

  static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
