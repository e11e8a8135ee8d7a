package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How SQLite finds what an update asks for, in a database as a build leaves it. */
class UpdatePlansTest {
  @TempDir Path folder;

  @Test
  void theChunksOfAFileComeFromTheIndexInOrder() throws SQLException {
    assertFoundInOrder(
        "(mode=? AND file=?)", "SELECT id FROM chunks WHERE mode = ? AND file = ? ORDER BY id");
  }

  @Test
  void theFilesOfAllChunksComeFromTheIndexInOrder() throws SQLException {
    assertFoundInOrder("(mode=?)", "SELECT file, id FROM chunks WHERE mode = ? ORDER BY file, id");
  }

  @Test
  void freeIdsAreFoundWithoutAPageOfChunks() throws SQLException {
    String plan = plan("SELECT id FROM chunks").get(0);
    assertTrue(plan.startsWith("SCAN chunks USING COVERING INDEX"), plan);
  }

  @Test
  void postingsOfAChunkAreFoundByTheirKeys() throws SQLException {
    for (TermKind kind : TermKind.values()) {
      String plan =
          plan("DELETE FROM %s WHERE mode = ?1 AND doc_id = ?2 AND %s IN (?3, ?4)"
                  .formatted(kind.postings(), kind.idColumn()))
              .get(0);
      assertTrue(
          plan.startsWith("SEARCH") && plan.contains(kind.idColumn() + "=? AND doc_id=?"), plan);
    }
  }

  /**
   * One search in an index on (mode, file, id) and no sort. Every index ends in the row id, so the
   * one on (mode, file) is such an index too, and the planner takes either.
   */
  private void assertFoundInOrder(String by, String sql) throws SQLException {
    List<String> plan = plan(sql);
    assertEquals(1, plan.size(), plan.toString());
    assertTrue(
        plan.get(0).startsWith("SEARCH chunks USING COVERING INDEX idx_chunks_file")
            && plan.get(0).endsWith(by),
        plan.toString());
  }

  private List<String> plan(String sql) throws SQLException {
    Path file = Databases.create(folder.resolve(sql.hashCode() + ".db"));
    var steps = new ArrayList<String>();
    try (Connection connection = Connections.writer(file);
        var statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        steps.add(rows.getString("detail"));
      }
    }
    return steps;
  }
}
