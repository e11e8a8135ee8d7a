package dev.sluice.lmdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The record of a chunk in pieces of {@value #BYTES} bytes, the last one shorter, be it empty. LMDB
 * gives a value of more than half a page pages of its own, of which the last is half empty on
 * average; four pieces fill a page of 4,096 bytes. With 6 KB a chunk that is 25 MB less in 100.
 */
final class ChunkPieces {
  /** A quarter of a page, less what LMDB keeps of a record: 2 + 8 bytes and the key. */
  static final int BYTES = (4096 - 16) / 4 - 2 - 8 - Keys.PIECE_BYTES;

  private ChunkPieces() {}

  /** Writes the record of a chunk. */
  static void put(int docId, RecordBuffer record, RecordWriter writer) {
    int piece = 0;
    for (int from = 0; from <= record.size(); from += BYTES) {
      int length = Math.min(BYTES, record.size() - from);
      writer.put(Keys.piece(docId, piece++), record.bytes(), from, length);
    }
  }

  /**
   * The whole record.
   *
   * @param first its first piece
   * @throws IllegalArgumentException if a piece is missing
   */
  static ByteBuffer join(Tree chunks, int docId, ByteBuffer first) {
    if (first.remaining() < BYTES) {
      return first;
    }
    var whole = new RecordBuffer();
    ByteBuffer piece = first;
    for (int number = 1; piece.remaining() == BYTES; number++) {
      whole.put(piece);
      piece = chunks.get(Keys.piece(docId, number));
      if (piece == null) {
        throw new IllegalArgumentException("chunk " + docId + " lacks piece " + number);
      }
    }
    whole.put(piece);
    return ByteBuffer.wrap(whole.bytes(), 0, whole.size()).order(ByteOrder.LITTLE_ENDIAN);
  }
}
