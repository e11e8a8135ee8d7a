package dev.sluice.sqlite;

import dev.sluice.core.AnnConfig;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import dev.sluice.sqlite.ann.InstalledExtensions;
import dev.sluice.sqlite.ann.VectorTable;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the vector extension as it is configured, step by step: the settings, the file, its
 * hash, and in a database in memory that it loads, makes a table, takes vectors and finds the
 * nearest. The first step that fails is the last.
 */
public final class ExtensionVerification {
  private final AnnConfig config;
  private final VectorTable table;
  private final List<Step> steps = new ArrayList<>();

  private ExtensionVerification(AnnConfig config) {
    this.config = config;
    this.table = VectorTable.of(config);
  }

  /**
   * One thing looked at.
   *
   * @param failure what to exit with; null if the step went well
   */
  public record Step(String name, ErrorCode failure, String detail) {}

  /** Does the steps; those after {@code hash} only if the library may be loaded. */
  public static List<Step> run(AnnConfig config, boolean load) {
    var verification = new ExtensionVerification(config);
    if (verification.looksWell() && load) {
      verification.tryOut();
    }
    return List.copyOf(verification.steps);
  }

  private boolean looksWell() {
    if (table.unsafe().isPresent()) {
      return step("settings", ErrorCode.USAGE, table.unsafe().get());
    }
    step("settings", null, "names and options are safe");
    if (config.library() == null || !Files.isRegularFile(config.library())) {
      return step("present", ErrorCode.MISSING, table.obstacle().orElse("not there"));
    }
    step("present", null, config.library().toString());
    Optional<String> mismatch = InstalledExtensions.mismatch(config.library());
    if (mismatch.isPresent()) {
      return step("hash", ErrorCode.CORRUPT, config.library() + " " + mismatch.get());
    }
    step("hash", null, InstalledExtensions.description(config.library()));
    return table
        .obstacle()
        .map(obstacle -> step("library", ErrorCode.FAILED, obstacle))
        .orElseGet(() -> step("library", null, "for this machine"));
  }

  private boolean step(String name, ErrorCode failure, String detail) {
    steps.add(new Step(name, failure, detail));
    return failure == null;
  }

  private void tryOut() {
    try (Connection connection = MemoryDatabase.open()) {
      table.tryOut(connection, name -> step(name, null, "done"));
    } catch (SluiceException e) {
      step("try", ErrorCode.FAILED, e.getMessage());
    } catch (SQLException e) {
      step("try", ErrorCode.FAILED, "SQLite: " + e.getMessage());
    }
  }
}
