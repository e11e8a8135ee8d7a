package dev.sluice.lmdb;

import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkSummary;
import dev.sluice.core.Mode;
import java.nio.ByteBuffer;

/**
 * A chunk as it lies in the store, cut by {@link ChunkPieces}: 4 bytes that say how many bytes hold
 * what a {@link ChunkSummary} shows, 4 bytes of bits that say which fields are not null, then those
 * fields in the order they are read here, those of the summary first. The doc id is the key and the
 * mode that of the store.
 */
final class ChunkRecord {
  private final ByteBuffer record;
  private int present;

  private ChunkRecord(ByteBuffer record) {
    this.record = record;
    record.position(record.position() + Integer.BYTES);
    this.present = record.getInt();
  }

  static void write(Chunk chunk, RecordBuffer out) {
    new Fields(out)
        .text(chunk.chunkId())
        .text(chunk.file())
        .number(chunk.startLine())
        .number(chunk.endLine())
        .text(chunk.kind())
        .text(chunk.name())
        .text(chunk.headline())
        .endOfSummary()
        .number(chunk.start())
        .number(chunk.end())
        .text(chunk.ext())
        .text(chunk.preContext())
        .text(chunk.postContext())
        .real(chunk.weight())
        .text(chunk.tokens())
        .text(chunk.ngrams())
        .text(chunk.codeRelations())
        .text(chunk.docmeta())
        .text(chunk.stats())
        .text(chunk.complexity())
        .text(chunk.lint())
        .text(chunk.externalDocs())
        .text(chunk.lastModified())
        .text(chunk.lastAuthor())
        .real(chunk.churn())
        .text(chunk.chunkAuthors())
        .end();
  }

  /** How many of the record's first bytes {@link #summary} needs. */
  static int summaryBytes(ByteBuffer record) {
    return record.getInt(record.position());
  }

  static ChunkSummary summary(int docId, ByteBuffer value) {
    var fields = new ChunkRecord(value);
    String chunkId = fields.text();
    String file = fields.text();
    Integer startLine = fields.number();
    Integer endLine = fields.number();
    return new ChunkSummary(
        docId, chunkId, file, startLine, endLine, fields.text(), fields.text(), fields.text());
  }

  static Chunk chunk(int docId, Mode mode, ByteBuffer value) {
    var fields = new ChunkRecord(value);
    String chunkId = fields.text();
    String file = fields.text();
    Integer startLine = fields.number();
    Integer endLine = fields.number();
    String kind = fields.text();
    String name = fields.text();
    String headline = fields.text();
    Integer start = fields.number();
    Integer end = fields.number();
    return new Chunk(
        docId,
        chunkId,
        mode,
        file,
        start,
        end,
        startLine,
        endLine,
        fields.text(),
        kind,
        name,
        headline,
        fields.text(),
        fields.text(),
        fields.real(),
        fields.text(),
        fields.text(),
        fields.text(),
        fields.text(),
        fields.text(),
        fields.text(),
        fields.text(),
        fields.text(),
        fields.text(),
        fields.text(),
        fields.real(),
        fields.text());
  }

  /** Whether the next field is there; fields are asked for in order. */
  private boolean next() {
    boolean there = (present & 1) != 0;
    present >>>= 1;
    return there;
  }

  private String text() {
    return next() ? RecordBuffer.string(record) : null;
  }

  private Integer number() {
    return next() ? (Integer) record.getInt() : null;
  }

  private Double real() {
    return next() ? (Double) record.getDouble() : null;
  }

  /** Writes fields in the order in which they are read. */
  private static final class Fields {
    private final RecordBuffer out;
    private final int start;
    private int present;
    private int count;

    Fields(RecordBuffer out) {
      this.out = out;
      this.start = out.size();
      out.putInt(0).putInt(0);
    }

    Fields endOfSummary() {
      out.setInt(start, out.size() - start);
      return this;
    }

    private boolean next(Object value) {
      boolean there = value != null;
      present |= there ? 1 << count : 0;
      count++;
      return there;
    }

    Fields text(String text) {
      if (next(text)) {
        out.putString(text);
      }
      return this;
    }

    Fields number(Integer number) {
      if (next(number)) {
        out.putInt(number);
      }
      return this;
    }

    Fields real(Double real) {
      if (next(real)) {
        out.putDouble(real);
      }
      return this;
    }

    void end() {
      out.setInt(start + Integer.BYTES, present);
    }
  }
}
