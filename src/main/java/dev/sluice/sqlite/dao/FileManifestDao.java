package dev.sluice.sqlite.dao;

import dev.sluice.core.FileEntry;
import dev.sluice.core.Mode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

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

  /** Inserts a file, in the place of what there was of it. */
  @Change(
      "INSERT OR REPLACE INTO file_manifest (mode, file, hash, mtimeMs, size, chunk_count)"
          + " VALUES (?, ?, ?, ?, ?, ?)")
  void put(Mode mode, FileEntry file);

  /** Sets what is known of a file that is there. */
  @Change("UPDATE file_manifest SET hash = ?3 WHERE mode = ?1 AND file = ?2")
  void setHash(Mode mode, String file, String hash);

  @Change("DELETE FROM file_manifest WHERE mode = ? AND file = ?")
  void delete(Mode mode, String file);

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
