package dev.sluice.lmdb;

import dev.sluice.core.FileEntry;
import java.nio.ByteBuffer;

/**
 * What the store holds of a source file: a byte that says which fields there are, the fields, and
 * the list of its chunks. A file that chunks name and no entry describes has chunks alone.
 */
final class FileRecord {
  private static final int ENTRY = 1;
  private static final int HASH = 2;
  private static final int MTIME = 4;
  private static final int SIZE = 8;

  private FileRecord() {}

  /**
   * Appends a record.
   *
   * @param entry null for none
   */
  static void write(FileEntry entry, int[] docIds, RecordBuffer out) {
    out.put(entry == null ? 0 : present(entry));
    if (entry != null) {
      out.putInt(entry.chunkCount());
      if (entry.hash() != null) {
        out.putString(entry.hash());
      }
      if (entry.mtimeMs() != null) {
        out.putDouble(entry.mtimeMs());
      }
      if (entry.size() != null) {
        out.putLong(entry.size());
      }
    }
    PostingList.write(docIds, null, out);
  }

  private static int present(FileEntry entry) {
    return ENTRY
        | (entry.hash() == null ? 0 : HASH)
        | (entry.mtimeMs() == null ? 0 : MTIME)
        | (entry.size() == null ? 0 : SIZE);
  }

  /** The entry, or null if there is none; the record then stands at the chunks. */
  static FileEntry entry(String file, ByteBuffer record) {
    int present = record.get();
    if ((present & ENTRY) == 0) {
      return null;
    }
    int chunkCount = record.getInt();
    return new FileEntry(
        file,
        (present & HASH) == 0 ? null : RecordBuffer.string(record),
        (present & MTIME) == 0 ? null : (Double) record.getDouble(),
        (present & SIZE) == 0 ? null : (Long) record.getLong(),
        chunkCount);
  }

  static int[] docIds(ByteBuffer record) {
    entry("", record);
    return PostingList.docIds(record);
  }
}
