package dev.sluice.sqlite;

import dev.sluice.core.WellFormed;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells whether the postings that were added are just those that {@link TermSource} derives from
 * the chunks that were added, in whatever order either came: of each kind of term the sum of the
 * hashes of all pairs of term and chunk, derived ones counted up and postings counted down, is then
 * 0. Two different sets of pairs have the same sum of 64 bits by chance in one of 2^64 cases.
 */
final class TermBalance {
  private final Map<TermKind, Sum> sums = new EnumMap<>(TermKind.class);
  private final TermHashes hashes = new TermHashes();

  private static final class Sum {
    private long value;
  }

  TermBalance() {
    for (TermKind kind : TermKind.values()) {
      sums.put(kind, new Sum());
    }
  }

  void chunk(int docId, TermSource source) {
    sums.get(TermKind.TOKEN).value += tokens(docId, source.words());
    Sum phrases = sums.get(TermKind.PHRASE);
    List<List<String>> fields = source.phraseWords();
    hashes.phrases(fields);
    hashes.forEachDistinct(hash -> phrases.value += pair(hash, docId));
    Sum chargrams = sums.get(TermKind.CHARGRAM);
    hashes.chargrams(fields.get(0)); // The words of the name.
    hashes.forEachDistinct(hash -> chargrams.value += pair(hash, docId));
  }

  private static long tokens(int docId, String words) {
    if (words == null || words.isEmpty()) {
      return 0;
    }
    long sum = 0;
    boolean wellFormed = !WellFormed.isNot(words);
    for (int from = 0, to; from <= words.length(); from = to + 1) {
      to = words.indexOf(' ', from);
      to = to < 0 ? words.length() : to;
      // No store has postings of terms that are ill-formed.
      if (wellFormed || !WellFormed.isNot(words.substring(from, to))) {
        sum += pair(TermHashes.extended(0, words, from, to), docId);
      }
    }
    return sum;
  }

  /**
   * @param frequencies parallel to the doc ids, or null where each counts once
   */
  void postings(TermKind kind, String term, int[] docIds, int[] frequencies) {
    long hash = TermHashes.of(term);
    long sum = 0;
    for (int i = 0; i < docIds.length; i++) {
      sum += pair(hash, docIds[i]) * (frequencies == null ? 1 : frequencies[i]);
    }
    sums.get(kind).value -= sum;
  }

  /** The kinds of which as much was added as was derived. */
  Set<TermKind> even() {
    Set<TermKind> even = EnumSet.allOf(TermKind.class);
    even.removeIf(kind -> sums.get(kind).value != 0);
    return even;
  }

  /** The finaliser of MurmurHash3, which lets every bit of its argument change every other. */
  private static long pair(long termHash, int docId) {
    long mixed = termHash + docId * 0xD1B5_4A32_D192_ED03L;
    mixed = (mixed ^ mixed >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
    mixed = (mixed ^ mixed >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
    return mixed ^ mixed >>> 33;
  }
}
