package dev.sluice.sqlite.dao;

import dev.sluice.core.Mode;
import dev.sluice.core.TokenStats;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table {@code token_stats}. */
public interface TokenStatsDao {

  /** The statistics, or none of no chunks if there is no row. */
  @Scan(
      sql = "SELECT avg_doc_len, total_docs FROM token_stats WHERE mode = ?",
      into = StatsScanner.class)
  TokenStats find(Mode mode);

  /** The modes that the file has statistics of. */
  @Scan(sql = "SELECT mode FROM token_stats ORDER BY mode", into = ModesScanner.class)
  List<String> modes();

  /** What {@link #recompute} runs; its one parameter is the mode. */
  String RECOMPUTE =
      "INSERT OR REPLACE INTO token_stats (mode, avg_doc_len, total_docs)"
          + " SELECT ?1, COALESCE(AVG(len), 0.0), COUNT(*) FROM doc_lengths WHERE mode = ?1";

  /** Computes the statistics from {@code doc_lengths}. */
  @Change(RECOMPUTE)
  void recompute(Mode mode);

  /** Reads rows of {@link #modes}. */
  final class ModesScanner implements RowScanner<List<String>> {
    private final List<String> modes = new ArrayList<>();

    ModesScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      while (rows.next()) {
        modes.add(rows.getString(1));
      }
    }

    @Override
    public List<String> result() {
      return modes;
    }
  }

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
