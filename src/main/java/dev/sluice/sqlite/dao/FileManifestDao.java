package dev.sluice.sqlite.dao;

import dev.sluice.core.FileEntry;
import dev.sluice.core.Mode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;

/** The table {@code file_manifest}. */
public interface FileManifestDao {

  /** All files, ordered by path. */
  @Scan(
      sql =
          "SELECT file, hash, mtimeMs, size, chunk_count FROM file_manifest WHERE mode = ?"
              + " ORDER BY file",
      into = FileScanner.class)
  List<FileEntry> all(Mode mode);

  /** How many chunks all files together have; empty if there are no files. */
  @Scan(sql = "SELECT SUM(chunk_count) FROM file_manifest WHERE mode = ?", into = SumScanner.class)
  OptionalLong chunks(Mode mode);

  /** Reads the one row of {@link #chunks}. */
  final class SumScanner implements RowScanner<OptionalLong> {
    private OptionalLong sum = OptionalLong.empty();

    SumScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      if (rows.next()) {
        long found = rows.getLong(1);
        sum = rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(found);
      }
    }

    @Override
    public OptionalLong result() {
      return sum;
    }
  }

  /** Inserts files, in the place of what there was of them. */
  @SqlBatch(
      "INSERT OR REPLACE INTO file_manifest (mode, file, hash, mtimeMs, size, chunk_count)"
          + " VALUES (:mode, :file, :hash, :mtimeMs, :size, :chunkCount)")
  void put(@Bind("mode") String modeId, @BindMethods Iterable<FileEntry> files);

  /** Sets hashes; {@code hashes} is parallel to {@code files}. */
  @SqlBatch("UPDATE file_manifest SET hash = :hash WHERE mode = :mode AND file = :file")
  void setHashes(
      @Bind("mode") String modeId,
      @Bind("file") Iterable<String> files,
      @Bind("hash") Iterable<String> hashes);

  @SqlBatch("DELETE FROM file_manifest WHERE mode = :mode AND file = :file")
  void delete(@Bind("mode") String modeId, @Bind("file") Iterable<String> files);

  /** Reads rows of {@link #all}. */
  final class FileScanner implements RowScanner<List<FileEntry>> {
    private final List<FileEntry> files = new ArrayList<>();

    FileScanner() {}

    @Override
    public void scan(ResultSet rows) throws SQLException {
      while (rows.next()) {
        double mtimeMs = rows.getDouble(3);
        Double mtimeOrNull = rows.wasNull() ? null : mtimeMs;
        long size = rows.getLong(4);
        Long sizeOrNull = rows.wasNull() ? null : size;
        files.add(
            new FileEntry(
                rows.getString(1), rows.getString(2), mtimeOrNull, sizeOrNull, rows.getInt(5)));
      }
    }

    @Override
    public List<FileEntry> result() {
      return files;
    }
  }
}
