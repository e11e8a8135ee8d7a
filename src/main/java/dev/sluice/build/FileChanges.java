package dev.sluice.build;

import dev.sluice.artifact.IncrementalManifest.Entry;
import dev.sluice.core.FileEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How the files of a manifest differ from those a store was made from.
 *
 * @param changed entries to index anew, added files among them, in the order of the manifest
 * @param deleted files of the store that are gone, in the order of the store
 * @param hashes what the store did not know of files that are the same, by path
 * @param total files in the manifest
 */
record FileChanges(
    List<Entry> changed, List<String> deleted, Map<String, String> hashes, int total) {

  /** What became of one file. */
  enum Verdict {
    UNCHANGED,
    /** Unchanged, and the store learns its hash. */
    HASH_FOUND,
    CHANGED
  }

  static FileChanges between(List<Entry> manifest, List<FileEntry> store) {
    Map<String, FileEntry> rows = new LinkedHashMap<>();
    store.forEach(row -> rows.put(row.file(), row));
    var changed = new ArrayList<Entry>();
    var hashes = new HashMap<String, String>();
    for (Entry entry : manifest) {
      FileEntry row = rows.remove(entry.file());
      switch (row == null ? Verdict.CHANGED : verdict(entry, row)) {
        case CHANGED -> changed.add(entry);
        case HASH_FOUND -> hashes.put(entry.file(), entry.hash());
        case UNCHANGED -> {}
      }
    }
    return new FileChanges(changed, List.copyOf(rows.keySet()), hashes, manifest.size());
  }

  /** The table of docs/incremental-updates.md. */
  static Verdict verdict(Entry entry, FileEntry row) {
    if (entry.hash() != null && row.hash() != null) {
      return entry.hash().equals(row.hash()) ? Verdict.UNCHANGED : Verdict.CHANGED;
    }
    boolean sameTimeAndSize =
        entry.mtimeMs() != null
            && entry.size() != null
            && Objects.equals(entry.mtimeMs(), row.mtimeMs())
            && Objects.equals(entry.size(), row.size());
    if (!sameTimeAndSize) {
      return Verdict.CHANGED;
    }
    return entry.hash() == null ? Verdict.UNCHANGED : Verdict.HASH_FOUND;
  }

  /** Whether the store holds just what the manifest lists, and knows all of it. */
  boolean none() {
    return changed.isEmpty() && deleted.isEmpty() && hashes.isEmpty();
  }

  /** Files that differ, as a fraction of all. */
  double ratio() {
    return (changed.size() + deleted.size()) / (double) Math.max(1, total);
  }
}
