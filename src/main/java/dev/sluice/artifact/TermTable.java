package dev.sluice.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.Postings;
import dev.sluice.core.WellFormed;
import java.nio.ByteBuffer;

/**
 * Terms with their posting lists, found by hashing. Each term is one byte string: its UTF-8, the
 * number of its postings, the doc ids as differences, the frequencies if there are any. The hash
 * table is an array of their addresses, at most two thirds full. One thread adds; once it is
 * sealed, any number read.
 */
final class TermTable implements ArtifactReader.TermSink {
  private static final int FEW = 1 << 6;
  private static final int[] NOWHERE = {};

  private final ByteStore records = new ByteStore();
  private final Packed record = new Packed();
  private int count;

  /** Addresses plus 1 by slot; 0 where there is none. The number of slots is a power of two. */
  private long[] slots = new long[FEW];

  /** Adds a term that is not there; passes over one that no query can hold. */
  @Override
  public void term(int id, String term, int[] docIds, int[] frequencies) {
    if (WellFormed.isNot(term)) {
      return;
    }
    byte[] utf8 = term.getBytes(UTF_8);
    record.clear().integer(utf8.length).bytes(utf8).integer(docIds.length);
    int previous = 0;
    for (int docId : docIds) {
      record.integer(docId - previous);
      previous = docId;
    }
    if (frequencies != null) {
      for (int frequency : frequencies) {
        record.integer(frequency);
      }
    }
    put(hash(ByteBuffer.wrap(utf8)), record.addTo(records));
    count++;
    if (3L * count > 2L * slots.length) {
      grow();
    }
  }

  private void put(int hash, long address) {
    int slot = hash & (slots.length - 1);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = address + 1;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[2 * old.length];
    for (long entry : old) {
      if (entry != 0) {
        ByteBuffer term = records.at(entry - 1);
        int length = Packed.integer(term);
        put(hash(term.slice(term.position(), length)), entry - 1);
      }
    }
  }

  void seal() {
    records.seal();
  }

  int count() {
    return count;
  }

  /** Bytes of everything. */
  long size() {
    return records.size() + (long) slots.length * Long.BYTES;
  }

  /** For a table with frequencies. */
  Postings postings(String term) {
    ByteBuffer found = find(term);
    if (found == null) {
      return Postings.NONE;
    }
    int[] docIds = readDocIds(found);
    int[] frequencies = new int[docIds.length];
    for (int i = 0; i < frequencies.length; i++) {
      frequencies[i] = Packed.integer(found);
    }
    return new Postings(docIds, frequencies);
  }

  int[] docIds(String term) {
    ByteBuffer found = find(term);
    return found == null ? NOWHERE : readDocIds(found);
  }

  private static int[] readDocIds(ByteBuffer list) {
    int[] docIds = new int[Packed.integer(list)];
    int docId = 0;
    for (int i = 0; i < docIds.length; i++) {
      docId += Packed.integer(list);
      docIds[i] = docId;
    }
    return docIds;
  }

  /** The posting list of a term, or null. */
  private ByteBuffer find(String term) {
    if (WellFormed.isNot(term)) {
      return null; // Its bytes would be those of another term.
    }
    ByteBuffer utf8 = ByteBuffer.wrap(term.getBytes(UTF_8));
    int slot = hash(utf8) & (slots.length - 1);
    for (; slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
      ByteBuffer found = records.at(slots[slot] - 1);
      int length = Packed.integer(found);
      if (found.slice(found.position(), length).equals(utf8)) {
        return found.position(found.position() + length);
      }
    }
    return null;
  }

  private static int hash(ByteBuffer term) {
    int hash = 0;
    for (int i = 0; i < term.limit(); i++) {
      hash = 31 * hash + term.get(i);
    }
    // The low bits choose the slot: let the high ones take part.
    hash *= 0x9E3779B9;
    return hash ^ (hash >>> 16);
  }
}
