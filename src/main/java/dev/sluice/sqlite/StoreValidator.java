package dev.sluice.sqlite;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.schema.Role;
import dev.sluice.sqlite.ann.VectorTable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whether a database holds what it should: undamaged, the expected number of rows, and no
 * table that contradicts another. Changes no byte of the file or of anything beside it. What is
 * checked is listed in docs/build.md.
 */
public final class StoreValidator {
  /** Messages of SQLite's own check; the first few tell what the others repeat. */
  private static final int MAX_MESSAGES = 20;

  private final Path file;
  private final Connection connection;
  private final VectorTable vectorTable;
  private final List<Finding> findings = new ArrayList<>();

  private StoreValidator(Path file, Connection connection, VectorTable vectorTable) {
    this.file = file;
    this.connection = connection;
    this.vectorTable = vectorTable;
  }

  /**
   * Looks at any database that passes the gate as one to write to.
   *
   * @param level {@link ValidationLevel#AUTO} goes by {@link ValidationLevel#FULL_UP_TO_BYTES}
   * @param vectorTable looked at if it is there
   * @return empty if the database is sound
   * @throws dev.sluice.core.SluiceException if the gate refuses it, or another process holds it
   */
  public static List<Finding> validate(Path file, ValidationLevel level, VectorTable vectorTable) {
    return run(file, level, vectorTable, false, Map.of());
  }

  /** Looks with the vector extension as it is without settings. */
  public static List<Finding> validate(Path file, ValidationLevel level) {
    return validate(file, level, VectorTable.DEFAULT);
  }

  /**
   * Looks at a database that was just built and that nobody else knows of yet, on two threads, and
   * counts.
   *
   * @param counts the rows that each table must have; names of declared tables only
   * @return empty if the database is sound
   */
  public static List<Finding> validate(
      Path file, ValidationLevel level, VectorTable vectorTable, Map<String, Long> counts) {
    return run(file, level, vectorTable, true, counts);
  }

  private static List<Finding> run(
      Path file,
      ValidationLevel level,
      VectorTable vectorTable,
      boolean isNew,
      Map<String, Long> counts) {
    ValidationLevel chosen =
        level.forSize(file.toFile().length(), ValidationLevel.FULL_UP_TO_BYTES);
    if (chosen == ValidationLevel.OFF) {
      return List.of();
    }
    boolean full = chosen == ValidationLevel.FULL;
    return SqliteGate.lookAs(
        Role.WRITER,
        file,
        connection -> {
          var validator = new StoreValidator(file, connection, vectorTable);
          String pragma = full ? "integrity_check" : "quick_check";
          if (!isNew || !PartedCheck.passes(file, connection, pragma)) {
            validator.checkStructure(pragma);
          }
          counts.forEach(validator::count);
          validator.check(full ? Consistency.all() : Consistency.COUNTS);
          validator.checkVectorTable(full);
          return List.copyOf(validator.findings);
        });
  }

  /**
   * Looks at what a transaction that is not committed yet makes of a database.
   *
   * @param all whether to look at the whole of it, or at what was changed alone
   * @param changes relations of what was changed
   */
  static List<Finding> uncommitted(
      Path file,
      Connection connection,
      VectorTable vectorTable,
      boolean all,
      List<Consistency> changes)
      throws SQLException {
    var validator = new StoreValidator(file, connection, vectorTable);
    validator.check(changes);
    if (all) {
      validator.checkStructure("integrity_check");
    }
    validator.check(all ? Consistency.all() : Consistency.COUNTS);
    validator.checkVectorTable(all);
    return List.copyOf(validator.findings);
  }

  private interface Look {
    void run() throws SQLException;
  }

  /** A page that cannot be read is a finding, and the next look may still tell something. */
  private void guarded(String name, Look look) {
    try {
      look.run();
    } catch (SQLException e) {
      if (StoreFailure.kind(e) != ErrorCode.CORRUPT) {
        throw StoreFailure.of(file, e);
      }
      findings.add(new Finding(Finding.Kind.DAMAGED, name, "cannot be read: " + e.getMessage()));
    } catch (StoreUnavailableException e) {
      findings.add(new Finding(name, "cannot be looked at: " + e.getMessage()));
    }
  }

  private void checkStructure(String pragma) {
    guarded(
        pragma,
        () -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows =
                  statement.executeQuery("PRAGMA " + pragma + "(" + MAX_MESSAGES + ")")) {
            while (rows.next()) {
              if (!rows.getString(1).equals("ok")) {
                findings.add(new Finding(Finding.Kind.DAMAGED, pragma, rows.getString(1)));
              }
            }
          }
        });
  }

  private void count(String table, long expected) {
    guarded(
        table,
        () -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            long found = row.getLong(1);
            if (found != expected) {
              findings.add(new Finding(table, "has " + found + " rows, expected " + expected));
            }
          }
        });
  }

  private void checkVectorTable(boolean full) {
    String name = vectorTable.table();
    guarded(
        name,
        () -> {
          Optional<String> rowIds = vectorTable.rowIds(connection);
          if (rowIds.isEmpty()) {
            return;
          }
          if (full) {
            check(Consistency.ofVectorTable(name, rowIds.get()));
          } else {
            check(Consistency.sameCount(name, rowIds.get()));
          }
        });
  }

  private void check(List<Consistency> relations) {
    relations.forEach(relation -> guarded(relation.name(), () -> check(relation)));
  }

  private void check(Consistency relation) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(relation.sql())) {
      row.next();
      long violations = row.getLong(1);
      if (violations > 0) {
        findings.add(
            new Finding(
                relation.name(),
                violations + " " + relation.violation() + ", for example " + row.getString(2)));
      }
    }
  }
}
