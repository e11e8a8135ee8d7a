package dev.sluice.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.FileEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every source file that file_meta or a chunk names, with all that is known of it. */
public final class SourceFiles {
  private static final Comparator<String> BY_UTF8 =
      Comparator.comparing(path -> path.getBytes(UTF_8), Arrays::compareUnsigned);

  private final Map<String, IncrementalManifest.Entry> listed = new HashMap<>();
  private final Map<String, Integer> chunks = new LinkedHashMap<>();

  /**
   * @param manifest what is known of the source files besides, or null
   */
  public SourceFiles(IncrementalManifest manifest) {
    if (manifest != null) {
      manifest.entries().forEach(entry -> listed.put(entry.file(), entry));
    }
  }

  /** Counts a chunk of a file. */
  public void addChunk(String file) {
    chunks.merge(file, 1, Integer::sum);
  }

  /**
   * The files, ordered by the UTF-8 of their paths as stores are.
   *
   * @param metas the entries of file_meta
   */
  public List<FileEntry> entries(List<FileMeta> metas) {
    var entries = new HashMap<String, FileEntry>();
    chunks.forEach((file, count) -> entries.put(file, entry(FileMeta.of(file), count)));
    for (FileMeta meta : metas) {
      entries.put(meta.file(), entry(meta, chunks.getOrDefault(meta.file(), 0)));
    }
    var ordered = new ArrayList<>(entries.values());
    ordered.sort(Comparator.comparing(FileEntry::file, BY_UTF8));
    return ordered;
  }

  /** An entry of the manifest counts unless it is of another state of the file. */
  private FileEntry entry(FileMeta meta, int count) {
    IncrementalManifest.Entry entry = listed.get(meta.file());
    boolean other =
        entry == null
            || (meta.hash() != null && entry.hash() != null && !meta.hash().equals(entry.hash()));
    return other
        ? new FileEntry(meta.file(), meta.hash(), null, meta.size(), count)
        : new FileEntry(
            meta.file(),
            meta.hash() == null ? entry.hash() : meta.hash(),
            entry.mtimeMs(),
            entry.size() == null ? meta.size() : entry.size(),
            count);
  }
}
