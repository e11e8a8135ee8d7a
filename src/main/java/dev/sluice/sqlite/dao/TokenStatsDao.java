package dev.sluice.sqlite.dao;

import dev.sluice.core.Mode;
import dev.sluice.core.TokenStats;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code token_stats}. */
public interface TokenStatsDao {

  /** The statistics, or none of no chunks if there is no row. */
  @Scan(
      sql = "SELECT avg_doc_len, total_docs FROM token_stats WHERE mode = ?",
      into = StatsScanner.class)
  TokenStats find(Mode mode);

  /** Computes the statistics from {@code doc_lengths}. */
  @SqlUpdate(
      "INSERT OR REPLACE INTO token_stats (mode, avg_doc_len, total_docs)"
          + " SELECT :mode, COALESCE(AVG(len), 0.0), COUNT(*) FROM doc_lengths WHERE mode = :mode")
  void recompute(@Bind("mode") String modeId);

  /** Reads the one row there is. */
  final class StatsScanner implements RowScanner<TokenStats> {
    private TokenStats stats = new TokenStats(0, 0);

    StatsScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      if (rows.next()) {
        stats = new TokenStats(rows.getDouble(1), rows.getInt(2));
      }
    }

    @Override
    public TokenStats result() {
      return stats;
    }
  }
}
