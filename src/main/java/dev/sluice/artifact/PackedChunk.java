package dev.sluice.artifact;

import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkSummary;
import dev.sluice.core.Mode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;

/**
 * A chunk as one byte string, without its doc id and mode: the numbers, then the texts, those of a
 * {@link ChunkSummary} first, so that a summary decodes nothing else.
 */
final class PackedChunk {
  private static final int OF_SUMMARY = 5;

  private static final List<Function<Chunk, String>> TEXTS =
      List.of(
          Chunk::chunkId,
          Chunk::file,
          Chunk::kind,
          Chunk::name,
          Chunk::headline,
          Chunk::ext,
          Chunk::preContext,
          Chunk::postContext,
          Chunk::tokens,
          Chunk::ngrams,
          Chunk::codeRelations,
          Chunk::docmeta,
          Chunk::stats,
          Chunk::complexity,
          Chunk::lint,
          Chunk::externalDocs,
          Chunk::lastModified,
          Chunk::lastAuthor,
          Chunk::chunkAuthors);

  private PackedChunk() {}

  /** Adds a chunk to what is being put together. */
  static void pack(Chunk chunk, Packed out) {
    out.optionalInteger(chunk.startLine())
        .optionalInteger(chunk.endLine())
        .optionalInteger(chunk.start())
        .optionalInteger(chunk.end())
        .real(chunk.weight())
        .real(chunk.churn());
    TEXTS.forEach(text -> out.text(text.apply(chunk)));
  }

  static ChunkSummary summary(int docId, ByteBuffer packed) {
    var numbers = new Numbers(packed);
    String[] texts = texts(packed, OF_SUMMARY);
    return new ChunkSummary(
        docId,
        texts[0],
        texts[1],
        numbers.startLine,
        numbers.endLine,
        texts[2],
        texts[3],
        texts[4]);
  }

  static Chunk chunk(int docId, Mode mode, ByteBuffer packed) {
    var numbers = new Numbers(packed);
    String[] texts = texts(packed, TEXTS.size());
    return new Chunk(
        docId,
        texts[0],
        mode,
        texts[1],
        numbers.start,
        numbers.end,
        numbers.startLine,
        numbers.endLine,
        texts[5],
        texts[2],
        texts[3],
        texts[4],
        texts[6],
        texts[7],
        numbers.weight,
        texts[8],
        texts[9],
        texts[10],
        texts[11],
        texts[12],
        texts[13],
        texts[14],
        texts[15],
        texts[16],
        texts[17],
        numbers.churn,
        texts[18]);
  }

  private static String[] texts(ByteBuffer packed, int count) {
    var texts = new String[count];
    for (int i = 0; i < count; i++) {
      texts[i] = Packed.text(packed);
    }
    return texts;
  }

  /** In the order they were packed. */
  private static final class Numbers {
    private final Integer startLine;
    private final Integer endLine;
    private final Integer start;
    private final Integer end;
    private final Double weight;
    private final Double churn;

    Numbers(ByteBuffer packed) {
      startLine = Packed.optionalInteger(packed);
      endLine = Packed.optionalInteger(packed);
      start = Packed.optionalInteger(packed);
      end = Packed.optionalInteger(packed);
      weight = Packed.real(packed);
      churn = Packed.real(packed);
    }
  }
}
