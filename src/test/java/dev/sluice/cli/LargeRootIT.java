package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.ArtifactWriter;
import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.artifact.JsonText;
import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A root many times larger than the heap builds. Takes minutes and 4 GB of disk, so it runs only
 * when asked for: {@code mvn verify -Dit.test=LargeRootIT -Dsluice.large=true}.
 */
@EnabledIfSystemProperty(named = "sluice.large", matches = "true")
class LargeRootIT {
  private static final Mode MODE = Mode.CODE;
  private static final long CHUNK_META_BYTES = 1L << 30;
  private static final int CHUNKS = 100_000;
  private static final int CHUNKS_PER_FILE = 10;
  private static final int DIMS = 384;

  @TempDir Path root;

  @Test
  void aGigabyteOfChunksBuildsIn256MegabytesOfHeap() throws Exception {
    write();
    Path chunkMeta = new IndexLayout(root).artifacts(MODE).resolve("chunk_meta.json");
    assertTrue(Files.size(chunkMeta) >= CHUNK_META_BYTES, "" + Files.size(chunkMeta));
    var builder =
        new ProcessBuilder(
                Launcher.SCRIPT.toString(), "build", "--root", root.toString(), "--quiet")
            .inheritIO();
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SLUICE_JAVA_OPTS", "-Xmx256m");
    long started = System.nanoTime();
    assertEquals(0, builder.start().waitFor());
    System.out.printf(
        Locale.ROOT, "built in %d s%n", (System.nanoTime() - started) / 1_000_000_000);
  }

  private void write() {
    var random = new Random(1);
    var dense = new DenseMeta(DIMS, 2.0 / 255, "random");
    try (var writer =
        new ArtifactWriter(new IndexLayout(root).artifacts(MODE), MODE, dense, Clock.systemUTC())) {
      for (int f = 0; f < CHUNKS / CHUNKS_PER_FILE; f++) {
        String file = String.format(Locale.ROOT, "src/%06d.java", f);
        var records = new ArrayList<ChunkRecord>();
        for (int i = 0; i < CHUNKS_PER_FILE; i++) {
          records.add(record(file, i, random));
        }
        writer.add(new Bundle(file, "hash", 1.0, 1L, records, null));
      }
      writer.publish();
    }
  }

  private static ChunkRecord record(String file, int i, Random random) {
    List<String> tokens = random.ints(60, 0, 30_000).mapToObj(n -> "token" + n).toList();
    String doc = "words of a long comment ".repeat((int) (CHUNK_META_BYTES / CHUNKS / 24));
    byte[] vector = new byte[DIMS];
    random.nextBytes(vector);
    var chunk =
        new Chunk(
            i,
            file + i,
            MODE,
            file,
            i,
            i + 1,
            1,
            1,
            ".java",
            "k",
            "n" + i,
            "h",
            "[]",
            "[]",
            1.0,
            JsonText.of(tokens),
            null,
            null,
            JsonText.of(Map.of("doc", doc)),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    List<String> phrases =
        random.ints(20, 0, 300_000).mapToObj(n -> "a phrase \u0001 of words " + n).toList();
    return new ChunkRecord(
        chunk, tokens, null, doc, phrases, tokens, MinHash.signature(tokens), vector);
  }
}
