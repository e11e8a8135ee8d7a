package dev.sluice.build;

import dev.sluice.artifact.IndexState;
import dev.sluice.core.BuildFailedException;
import dev.sluice.core.ChunkTerms;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.sqlite.FileStamp;
import dev.sluice.sqlite.LastWrite;
import dev.sluice.sqlite.TermKind;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** {@link LastWrite} as index_state keeps it: {@code {stamp, rule, derivable, counts}}. */
final class LastWrites {
  private LastWrites() {}

  static Map<String, Object> of(Outcome published, Set<TermKind> derivable) {
    var members = new LinkedHashMap<String, Object>();
    try {
      members.put("stamp", FileStamp.of(published.path()));
    } catch (IOException e) {
      throw new BuildFailedException(
          published.path() + " was written and cannot be read: " + e.getMessage(), "", "", e);
    }
    members.put("rule", ChunkTerms.RULE);
    members.put("derivable", derivable.stream().map(TermKind::id).sorted().toList());
    members.put("counts", published.counts());
    return members;
  }

  /** What index_state has of the database of a mode. */
  static LastWrite of(IndexLayout layout, Mode mode) {
    return of(IndexState.read(layout.artifacts(mode)).lastWrite("sqlite"));
  }

  /**
   * What the members say, or that nothing is known where they are not as this class writes them.
   */
  private static LastWrite of(Map<String, Object> members) {
    if (!(members.get("stamp") instanceof String stamp)
        || !(members.get("counts") instanceof Map<?, ?> rows)) {
      return LastWrite.UNKNOWN;
    }
    var counts = new LinkedHashMap<String, Long>();
    rows.forEach(
        (table, count) -> {
          if (count instanceof Number number) {
            counts.put((String) table, number.longValue());
          }
        });
    Set<TermKind> derivable = EnumSet.noneOf(TermKind.class);
    boolean sameRule =
        members.get("rule") instanceof Number rule && rule.intValue() == ChunkTerms.RULE;
    if (sameRule && members.get("derivable") instanceof Collection<?> kinds) {
      for (TermKind kind : TermKind.values()) {
        if (kinds.contains(kind.id())) {
          derivable.add(kind);
        }
      }
    }
    return new LastWrite(stamp, derivable, counts);
  }
}
