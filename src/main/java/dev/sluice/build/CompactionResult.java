package dev.sluice.build;

import dev.sluice.core.Mode;
import dev.sluice.sqlite.CompactionStatistics;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a compaction did, or would do.
 *
 * @param path the database
 * @param changed whether there was something to gain; if not, the file is what it was
 * @param after after a look alone, what a compaction would leave, with an estimate of bytes
 * @param counts rows of each table; empty after a look alone
 * @param backup where the database before it is kept; null if it is not
 * @param warnings what else the reader of the result should know, as sentences
 * @param ms how long it took
 */
public record CompactionResult(
    Mode mode,
    Path path,
    boolean changed,
    CompactionStatistics before,
    CompactionStatistics after,
    Map<String, Long> counts,
    Path backup,
    List<String> warnings,
    long ms)
    implements Outcome {

  @Override
  public Map<String, Object> state() {
    var state = new LinkedHashMap<String, Object>();
    state.put("buildMode", "compacted");
    state.put("chunks", after.chunks());
    state.put("counts", counts);
    state.put("bytes", after.bytes());
    state.put("ms", ms);
    state.put("compaction", Map.of("before", said(before), "after", said(after)));
    return state;
  }

  private static Map<String, Object> said(CompactionStatistics statistics) {
    var said = new LinkedHashMap<String, Object>();
    said.put("chunks", statistics.chunks());
    said.put("maxDocId", statistics.maxDocId());
    said.put("gaps", statistics.gaps());
    said.put("unusedTerms", statistics.unusedTerms());
    said.put("bytes", statistics.bytes());
    said.put("pages", statistics.pages());
    said.put("freePages", statistics.freePages());
    return said;
  }
}
