package dev.sluice.sqlite.dao;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.Mode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The table {@code dense_meta}. */
public interface DenseMetaDao {

  @Scan(sql = "SELECT dims, scale, model FROM dense_meta WHERE mode = ?", into = MetaScanner.class)
  Optional<DenseMeta> find(Mode mode);

  @Change("DELETE FROM dense_meta WHERE mode = ?")
  void delete(Mode mode);

  /** Reads the one row there may be. */
  final class MetaScanner implements RowScanner<Optional<DenseMeta>> {
    private DenseMeta meta;

    MetaScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      if (rows.next()) {
        meta = new DenseMeta(rows.getInt(1), rows.getDouble(2), rows.getString(3));
      }
    }

    @Override
    public Optional<DenseMeta> result() {
      return Optional.ofNullable(meta);
    }
  }
}
