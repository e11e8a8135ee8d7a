package dev.sluice.sqlite;

import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.FileEntry;
import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.sqlite.ann.VectorTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Writes small databases of chunks that are regular enough to tell every answer by arithmetic. */
final class SmallIndex {
  static final int DIMS = 4;

  private SmallIndex() {}

  /**
   * Chunk i lies in file i / 10, has i % 5 + 1 words, the weight 1 + i % 3, and contains the token
   * {@code t<k>}, phrase {@code p<k>} and chargram {@code g<k>} for every k in 1..9 that divides i,
   * the token i + 1 times.
   */
  static Map<String, Long> write(Path file, Mode mode, int chunks) {
    return write(file, mode, chunks, VectorTable.DEFAULT);
  }

  static Map<String, Long> write(Path file, Mode mode, int chunks, VectorTable vectorTable) {
    try (var writer = SqliteIndexWriter.create(file, mode, vectorTable)) {
      for (int i = 0; i < chunks; i++) {
        writer.chunk(chunk(i, mode), "void m" + i + "()", "number " + i, "word w" + i);
        writer.docLength(i, i % 5 + 1);
        writer.minHash(i, MinHash.signature(List.of("w" + i)));
        writer.denseVector(i, new byte[] {(byte) i, 1, 2, (byte) 200});
      }
      for (int k = 1; k <= 9; k++) {
        int[] docIds = multiples(k, chunks);
        int[] frequencies = new int[docIds.length];
        for (int i = 0; i < docIds.length; i++) {
          frequencies[i] = docIds[i] + 1;
        }
        writer.token(k, "t" + k, new Postings(docIds, frequencies));
        writer.phrase(k, "p" + k, docIds);
        writer.chargram(k, "g" + k, docIds);
      }
      for (int f = 0; f * 10 < chunks; f++) {
        writer.file(new FileEntry("f" + f, null, 0.5 + f, 100L + f, Math.min(10, chunks - f * 10)));
      }
      writer.denseMeta(new DenseMeta(DIMS, 2.0 / 255, "test"));
      return writer.finish();
    }
  }

  static int[] multiples(int k, int below) {
    int[] multiples = new int[(below + k - 1) / k];
    for (int i = 0; i < multiples.length; i++) {
      multiples[i] = i * k;
    }
    return multiples;
  }

  /** Odd ids have null where even ones have empty strings. */
  static Chunk chunk(int i, Mode mode) {
    boolean odd = i % 2 == 1;
    return new Chunk(
        i,
        odd ? null : "chunk_" + i,
        mode,
        "f" + i / 10,
        i,
        i + 1,
        odd ? null : i + 2,
        odd ? null : i + 3,
        ".java",
        "MethodDeclaration",
        odd ? "m" + i : "",
        odd ? null : "",
        "[\"\\u0001\"]",
        "[]",
        1.0 + i % 3,
        odd ? null : "[\"w\"]",
        null,
        "{}",
        "{\"doc\":\"😀\"}",
        "{}",
        "{}",
        "[]",
        "[]",
        "2026-11-24",
        "somebody",
        odd ? null : 0.25 * i,
        "[]");
  }
}
