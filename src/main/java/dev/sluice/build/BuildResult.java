package dev.sluice.build;

import dev.sluice.core.Mode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a build made.
 *
 * @param backend {@code sqlite} or {@code lmdb}
 * @param source what it was made from: {@code artifacts} or {@code bundles}; {@code incremental} if
 *     the store was changed in place, {@code unchanged} if there was nothing to do
 * @param reason why from that source
 * @param path the store
 * @param chunks how many chunks it holds
 * @param counts rows of each table
 * @param files how many source files there are, and how many of them differed
 * @param bytes size of the store
 * @param backup the store before; null if it is not kept
 * @param ms how long it took
 * @param lost tables without rows that the artifacts have rows for
 * @param warnings what else the reader of the result should know, as sentences
 */
public record BuildResult(
    Mode mode,
    String backend,
    String source,
    String reason,
    Path path,
    int chunks,
    Map<String, Long> counts,
    FileCounts files,
    long bytes,
    Path backup,
    long ms,
    List<String> lost,
    List<String> warnings)
    implements Outcome {
  static final String INCREMENTAL = "incremental";
  static final String UNCHANGED = "unchanged";

  /** Whether the store was made anew. */
  public boolean isBuilt() {
    return changed() && !source.equals(INCREMENTAL);
  }

  @Override
  public boolean changed() {
    return !source.equals(UNCHANGED);
  }

  /** The result with the database compacted. */
  BuildResult with(CompactionResult compaction) {
    return new BuildResult(
        mode,
        backend,
        source,
        reason + ", then compacted",
        path,
        chunks,
        compaction.counts(),
        files,
        compaction.after().bytes(),
        backup,
        ms + compaction.ms(),
        lost,
        Stream.concat(warnings.stream(), compaction.warnings().stream()).toList());
  }

  @Override
  public Map<String, Object> state() {
    var state = new LinkedHashMap<String, Object>();
    state.put("buildMode", source.equals(INCREMENTAL) ? INCREMENTAL : "full");
    state.put("source", source);
    state.put("reason", reason);
    state.put("chunks", chunks);
    state.put("counts", counts);
    state.put("bytes", bytes);
    state.put("ms", ms);
    return state;
  }
}
