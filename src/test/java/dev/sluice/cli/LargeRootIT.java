package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
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
  private static final int RESTS = 500;
  private static final int TOKENS = 60 * RESTS;
  private static final int PHRASES = 100 * RESTS;
  private static final int DIMS = 384;

  @TempDir Path root;

  @Test
  void aGigabyteOfChunksBuildsIn256MegabytesOfHeap() throws Exception {
    write();
    Path chunkMeta = new IndexLayout(root).artifacts(MODE).resolve("chunk_meta.jsonl");
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

  /** Chunk i holds the tokens and phrases that leave the same rest as i. */
  private void write() throws IOException {
    Path folder = Files.createDirectories(new IndexLayout(root).artifacts(MODE));
    String doc = "words of a long comment ".repeat((int) (CHUNK_META_BYTES / CHUNKS / 23));
    try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("chunk_meta.jsonl"))) {
      for (int i = 0; i < CHUNKS; i++) {
        out.write("{\"id\":" + i + ",\"file\":\"f" + i / 10 + "\",\"start\":0,\"end\":9,");
        out.write("\"docmeta\":{\"doc\":\"" + doc + "\"},\"tokens\":[");
        for (int token = i % RESTS; token < TOKENS; token += RESTS) {
          out.write((token < RESTS ? "\"" : ",\"") + "token" + token + "\"");
        }
        out.write("]}\n");
      }
    }
    writePostings(folder.resolve("token_postings.json"), "token", TOKENS, true);
    writePostings(folder.resolve("phrase_ngrams.json"), "a \\u0001 phrase", PHRASES, false);
    writeByDoc(folder.resolve("minhash_signatures.json"), "signatures", 128, 4_000_000_000L);
    writeByDoc(folder.resolve("dense_vectors_uint8.json"), "vectors", DIMS, 0);
  }

  private static void writeByDoc(Path file, String member, int length, long first)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"" + member + "\":[");
      for (int docId = 0; docId < CHUNKS; docId++) {
        out.write(docId == 0 ? "[" : ",[");
        for (int i = 0; i < length; i++) {
          out.write((i == 0 ? "" : ",") + (first + (docId + i) % 256));
        }
        out.write("]");
      }
      out.write("]}");
    }
  }

  private static void writePostings(Path file, String term, int terms, boolean tokens)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"vocab\":[");
      for (int t = 0; t < terms; t++) {
        out.write((t == 0 ? "\"" : ",\"") + term + t + "\"");
      }
      out.write("],\"postings\":[");
      for (int t = 0; t < terms; t++) {
        out.write(t == 0 ? "[" : ",[");
        for (int docId = t % RESTS; docId < CHUNKS; docId += RESTS) {
          out.write((docId < RESTS ? "" : ",") + (tokens ? "[" + docId + ",1]" : "" + docId));
        }
        out.write("]");
      }
      out.write(tokens ? "],\"docLengths\":[" : "]}");
      for (int docId = 0; tokens && docId < CHUNKS; docId++) {
        out.write((docId == 0 ? "" : ",") + TOKENS / RESTS);
      }
      out.write(tokens ? "]}" : "");
    }
  }
}
