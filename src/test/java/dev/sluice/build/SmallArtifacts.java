package dev.sluice.build;

import dev.sluice.artifact.ArtifactWriter;
import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Artifacts of every kind: three files, of which two have three chunks each. */
final class SmallArtifacts {
  private SmallArtifacts() {}

  static void write(IndexLayout layout, Mode mode) {
    try (var writer =
        new ArtifactWriter(
            layout.artifacts(mode), mode, new DenseMeta(2, 2.0 / 255, "m"), Clock.systemUTC())) {
      for (String file : List.of("a.java", "b.java", "none.java")) {
        writer.add(bundle(file, file.equals("none.java") ? 0 : 3, mode));
      }
      writer.publish();
    }
  }

  private static Bundle bundle(String file, int chunks, Mode mode) {
    var records =
        Stream.iterate(0, i -> i + 1).limit(chunks).map(i -> record(file, i, mode)).toList();
    return new Bundle(file, "hash of " + file, 1.5, 10L, records, null);
  }

  private static ChunkRecord record(String file, int i, Mode mode) {
    List<String> tokens = List.of("word", "w" + i);
    var chunk =
        new Chunk(
            i, file + i, mode, file, i, i + 1, 1, 1, ".java", "k", "n" + i, "h", "[]", "[]", 1.0,
            null, null, null, null, null, null, null, null, null, null, null, null);
    return new ChunkRecord(
        chunk,
        tokens,
        "s",
        "d",
        List.of("word\u0001w" + i),
        List.of("wor"),
        MinHash.signature(tokens),
        new byte[] {1, (byte) i});
  }
}
