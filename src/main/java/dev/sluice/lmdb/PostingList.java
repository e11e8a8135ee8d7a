package dev.sluice.lmdb;

import dev.sluice.core.AscendingIds;
import dev.sluice.core.DocIdBits;
import dev.sluice.core.PostingScan;
import dev.sluice.core.Postings;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Posting lists as they lie in the store. The first byte tells the form, the rest is one of these:
 *
 * <ul>
 *   <li>all doc ids, then all frequencies; a doc id takes 2 bytes where the last one allows, else
 *       4; a frequency 1 or 4, or 0 where there are none. How many there are follows from the
 *       length.
 *   <li>a bit for each doc id from 0 on, in words of 8 bytes: for lists without frequencies, where
 *       that is shorter.
 * </ul>
 *
 * <p>Fixed widths rather than gaps of variable length: over the 435,000 token postings of a large
 * Java project they take 1.3 MB instead of 0.9, and are decoded in 1.1 ns each instead of 2 to 3.
 * Bits because most postings of chargrams are those of a few long lists, and 64 of them are joined
 * to a union in one step: that made candidates 6 times as fast.
 */
final class PostingList {
  private static final int WIDE_DOC_IDS = 1;
  private static final int FREQUENCIES = 2;
  private static final int WIDE_FREQUENCIES = 4;
  private static final int BITS = 8;
  private static final int ALL = WIDE_DOC_IDS | FREQUENCIES | WIDE_FREQUENCIES;

  private final ByteBuffer bytes;
  private final boolean bits;
  private final int docIdWidth;
  private final int frequencyWidth;
  private final int start;
  private final int count;

  /** Throws {@link IllegalArgumentException} if the bytes are no list. */
  private PostingList(ByteBuffer record) {
    bytes = record;
    int form = record.get(record.position());
    start = record.position() + 1;
    bits = form == BITS;
    docIdWidth = (form & WIDE_DOC_IDS) != 0 ? Integer.BYTES : Short.BYTES;
    boolean wide = (form & WIDE_FREQUENCIES) != 0;
    frequencyWidth = (form & FREQUENCIES) == 0 ? 0 : wide ? Integer.BYTES : Byte.BYTES;
    int width = bits ? Long.BYTES : docIdWidth + frequencyWidth;
    int length = record.limit() - start;
    if ((!bits && (form & ~ALL) != 0) || length % width != 0) {
      throw new IllegalArgumentException(
          "a posting list of form " + form + ", " + length + " long");
    }
    count = length / width;
  }

  /** The doc ids of the list that takes the rest of a record. */
  static int[] docIds(ByteBuffer record) {
    return new PostingList(record).docIds();
  }

  /** The list that takes the rest of a record; it must have frequencies. */
  static Postings postings(ByteBuffer record) {
    PostingList list = withFrequencies(record);
    int[] frequencies = new int[list.count];
    for (int i = 0; i < list.count; i++) {
      frequencies[i] = list.frequency(i);
    }
    return new Postings(list.docIds(), frequencies);
  }

  /** The list that takes the rest of a record; it must have frequencies. */
  static PostingList withFrequencies(ByteBuffer record) {
    var list = new PostingList(record);
    if (list.bits || list.frequencyWidth == 0) {
      throw new IllegalArgumentException("a posting list of tokens without frequencies");
    }
    return list;
  }

  int count() {
    return count;
  }

  /**
   * Shows the postings of some chunks, which must have frequencies.
   *
   * @param wanted ascending
   * @param chunks what is known of each
   */
  void show(int[] wanted, ChunkArrays chunks, PostingScan scan) {
    int at = 0;
    for (int docId : wanted) {
      at = AscendingIds.firstFrom(docId, this::docId, at, count);
      if (at == count) {
        return;
      }
      double weight = chunks.weightOrNaN(docId);
      if (docId(at) == docId && !Double.isNaN(weight)) {
        scan.posting(docId, frequency(at), chunks.length(docId), weight);
      }
    }
  }

  /**
   * Shows all postings, which must have frequencies. The usual widths have a loop of their own,
   * which a compiler makes faster. What is done with a posting stands in the loops: as a method of
   * its own it was compiled before them in one process of two, and then called for each, which took
   * half as long again.
   *
   * @param chunks what is known of each
   */
  void show(ChunkArrays chunks, PostingScan scan) {
    if (docIdWidth == Short.BYTES && frequencyWidth == Byte.BYTES) {
      int frequencies = start + count * Short.BYTES;
      for (int i = 0; i < count; i++) {
        int docId = bytes.getChar(start + i * Short.BYTES);
        double weight = chunks.weightOrNaN(docId);
        if (!Double.isNaN(weight)) {
          scan.posting(docId, bytes.get(frequencies + i) & 0xFF, chunks.length(docId), weight);
        }
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      int docId = docId(i);
      double weight = chunks.weightOrNaN(docId);
      if (!Double.isNaN(weight)) {
        scan.posting(docId, frequency(i), chunks.length(docId), weight);
      }
    }
  }

  private int docId(int i) {
    return docIdWidth == Short.BYTES
        ? bytes.getChar(start + i * Short.BYTES)
        : bytes.getInt(start + i * Integer.BYTES);
  }

  private int frequency(int i) {
    int from = start + count * docIdWidth;
    return frequencyWidth == Byte.BYTES
        ? bytes.get(from + i) & 0xFF
        : bytes.getInt(from + i * Integer.BYTES);
  }

  private int[] docIds() {
    if (bits) {
      var set = new DocIdBits();
      addTo(set);
      return set.toArray();
    }
    int[] docIds = new int[count];
    for (int i = 0; i < count; i++) {
      docIds[i] = docId(i);
    }
    return docIds;
  }

  /** Adds the doc ids of the list that takes the rest of a record. */
  static void addTo(ByteBuffer record, DocIdBits set) {
    new PostingList(record).addTo(set);
  }

  private void addTo(DocIdBits set) {
    if (bits) {
      for (int word = 0; word < count; word++) {
        set.addWord(word, bytes.getLong(start + word * Long.BYTES));
      }
    } else {
      for (int i = 0; i < count; i++) {
        set.add(docId(i));
      }
    }
  }

  /**
   * Appends a list.
   *
   * @param docIds ascending
   * @param frequencies null for none
   */
  static void write(int[] docIds, int[] frequencies, RecordBuffer out) {
    int last = docIds.length == 0 ? 0 : docIds[docIds.length - 1];
    boolean wideDocIds = last > Character.MAX_VALUE;
    int docIdWidth = wideDocIds ? Integer.BYTES : Short.BYTES;
    if (frequencies == null
        && (last / Long.SIZE + 1L) * Long.BYTES < docIds.length * (long) docIdWidth) {
      writeBits(docIds, out);
      return;
    }
    boolean wideFrequencies =
        frequencies != null && Arrays.stream(frequencies).anyMatch(tf -> tf < 0 || tf > 0xFF);
    out.put(
        (wideDocIds ? WIDE_DOC_IDS : 0)
            | (frequencies == null ? 0 : FREQUENCIES)
            | (wideFrequencies ? WIDE_FREQUENCIES : 0));
    for (int docId : docIds) {
      out.putInt(docId, docIdWidth);
    }
    if (frequencies != null) {
      for (int frequency : frequencies) {
        out.putInt(frequency, wideFrequencies ? Integer.BYTES : Byte.BYTES);
      }
    }
  }

  private static void writeBits(int[] docIds, RecordBuffer out) {
    out.put(BITS);
    long bits = 0;
    int word = 0;
    for (int docId : docIds) {
      for (; word < docId / Long.SIZE; word++) {
        out.putLong(bits);
        bits = 0;
      }
      bits |= 1L << docId;
    }
    out.putLong(bits);
  }
}
