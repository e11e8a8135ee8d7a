package dev.sluice.lmdb;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The keys of records. A term is its UTF-8 bytes; the empty term, which LMDB cannot have as a key,
 * is the byte FF. A term too long for a key is its first {@value #PREFIX} bytes and the first
 * {@value #HASH} of its SHA-256, and its record begins with its length (int) and its bytes.
 */
final class Keys {
  /** LMDB's own limit. */
  static final int MAX_BYTES = 511;

  private static final int HASH = 16;
  private static final int PREFIX = MAX_BYTES - HASH;
  private static final byte[] EMPTY = {(byte) 0xFF};

  private Keys() {}

  static byte[] docId(int docId) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(docId).array();
  }

  /** The size of the key of a piece after the first. */
  static final int PIECE_BYTES = 2 * Integer.BYTES;

  /** Of the pieces of a chunk the first has the doc id alone as its key. */
  static byte[] piece(int docId, int number) {
    return number == 0
        ? docId(docId)
        : ByteBuffer.allocate(PIECE_BYTES).putInt(docId).putInt(number).array();
  }

  /** Whether the term does not fit a key. Keys of such terms alone have {@link #MAX_BYTES}. */
  static boolean isLong(byte[] term) {
    return term.length >= MAX_BYTES;
  }

  static byte[] term(byte[] term) {
    if (term.length == 0) {
      return EMPTY;
    }
    if (!isLong(term)) {
      return term;
    }
    byte[] key = Arrays.copyOf(term, MAX_BYTES);
    System.arraycopy(sha256(term), 0, key, PREFIX, HASH);
    return key;
  }

  /**
   * The term of a record.
   *
   * @param value stands behind the term on return
   */
  static String term(byte[] key, ByteBuffer value) {
    if (key.length < MAX_BYTES) {
      return Arrays.equals(key, EMPTY) ? "" : new String(key, StandardCharsets.UTF_8);
    }
    return RecordBuffer.string(value);
  }

  /** Passes over the term in the record of a long one; false if the record is of another term. */
  static boolean passOver(byte[] term, ByteBuffer value) {
    return !isLong(term) || Arrays.equals(term, RecordBuffer.bytes(value));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
