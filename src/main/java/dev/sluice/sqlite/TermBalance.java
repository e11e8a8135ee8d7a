package dev.sluice.sqlite;

import dev.sluice.core.WellFormed;
import java.util.EnumMap;
import java.util.Map;

/**
 * Tells whether the postings that were added are just those that {@link TermSource} derives from
 * the chunks that were added, in whatever order either came: of each kind of term the sum of the
 * hashes of all pairs of term and chunk, derived ones counted up and postings counted down, is then
 * 0. Two different sets of pairs have the same sum of 64 bits by chance in one of 2^64 cases.
 */
final class TermBalance {
  /** The chunks with lower ids tell of most indexes that it is no use to look at the others. */
  static final int SAMPLE = 64;

  private final Map<TermKind, Sums> sums = new EnumMap<>(TermKind.class);
  private final TermHashes hashes = new TermHashes();

  private static final class Sums {
    private long sample;
    private long others;

    void add(int docId, long hash) {
      if (docId < SAMPLE) {
        sample += hash;
      } else {
        others += hash;
      }
    }
  }

  TermBalance() {
    for (TermKind kind : TermKind.values()) {
      sums.put(kind, new Sums());
    }
  }

  /** Adds the terms of one kind that the row of a chunk tells of. */
  void chunk(int docId, TermKind kind, TermSource source) {
    Sums of = sums.get(kind);
    switch (kind) {
      case TOKEN -> of.add(docId, tokens(docId, source.words()));
      case PHRASE -> {
        hashes.phrases(source.phraseWords());
        hashes.forEachDistinct(hash -> of.add(docId, pair(hash, docId)));
      }
      case CHARGRAM -> {
        hashes.chargrams(source.nameWords());
        hashes.forEachDistinct(hash -> of.add(docId, pair(hash, docId)));
      }
    }
  }

  /** In one pass, because the words of all chunks are most of what there is to look at. */
  private static long tokens(int docId, String words) {
    if (words == null || words.isEmpty()) {
      return 0;
    }
    long sum = 0;
    long hash = 0;
    boolean wellFormed = true;
    for (int i = 0; i < words.length(); i++) {
      char next = words.charAt(i);
      if (next == ' ') {
        sum += pair(hash, docId);
        hash = 0;
      } else {
        wellFormed &= !Character.isSurrogate(next);
        hash = TermHashes.extended(hash, next);
      }
    }
    return wellFormed ? sum + pair(hash, docId) : wellFormedTokens(docId, words);
  }

  /** No store has postings of terms that are ill-formed. */
  private static long wellFormedTokens(int docId, String words) {
    long sum = 0;
    for (String word : words.split(" ", -1)) {
      if (!WellFormed.isNot(word)) {
        sum += pair(TermHashes.of(word), docId);
      }
    }
    return sum;
  }

  /**
   * @param frequencies parallel to the doc ids, or null where each counts once
   */
  void postings(TermKind kind, String term, int[] docIds, int[] frequencies) {
    long hash = TermHashes.of(term);
    Sums of = sums.get(kind);
    for (int i = 0; i < docIds.length; i++) {
      of.add(docIds[i], -pair(hash, docIds[i]) * (frequencies == null ? 1 : frequencies[i]));
    }
  }

  /** Whether as much was derived as was added. */
  boolean isEven(TermKind kind) {
    return isEvenInSample(kind) && sums.get(kind).others == 0;
  }

  /** Whether it is so for the chunks of the sample. */
  boolean isEvenInSample(TermKind kind) {
    return sums.get(kind).sample == 0;
  }

  /**
   * The finaliser of MurmurHash3, which lets every bit of its argument change every other. Chunks
   * count from 1, since the hash of the empty term is 0 and nothing may count for nothing.
   */
  private static long pair(long termHash, int docId) {
    long mixed = termHash + (docId + 1L) * 0xD1B5_4A32_D192_ED03L;
    mixed = (mixed ^ mixed >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
    return mixed ^ mixed >>> 33;
  }
}
