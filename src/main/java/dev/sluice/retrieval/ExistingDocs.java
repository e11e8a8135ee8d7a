package dev.sluice.retrieval;

import dev.sluice.core.IndexReader;
import dev.sluice.core.ScoredDoc;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Takes the best documents of a ranking that may also hold ids without a chunk. */
final class ExistingDocs {
  private static final int GROWTH = 4;

  private ExistingDocs() {}

  /**
   * The k best documents that have a chunk and are allowed; fewer only if there are no more.
   *
   * @param best gives the n best documents; fewer than n when there are no more
   */
  static List<ScoredDoc> take(
      IndexReader reader, int k, IntPredicate allowed, IntFunction<List<ScoredDoc>> best) {
    for (int n = k; ; n = (int) Math.min(Integer.MAX_VALUE, (long) GROWTH * n)) {
      List<ScoredDoc> ranked = best.apply(n);
      List<ScoredDoc> kept =
          existing(reader, ranked.stream().filter(doc -> allowed.test(doc.docId())).toList());
      if (kept.size() >= k || ranked.size() < n) {
        return kept.subList(0, Math.min(k, kept.size()));
      }
    }
  }

  private static List<ScoredDoc> existing(IndexReader reader, List<ScoredDoc> docs) {
    int[] docIds = docs.stream().mapToInt(ScoredDoc::docId).toArray();
    int[] existing = reader.existing(docIds);
    if (existing.length == docIds.length) {
      return docs;
    }
    return docs.stream()
        .filter(doc -> Arrays.binarySearch(existing, doc.docId()) >= 0)
        .collect(Collectors.toUnmodifiableList());
  }
}
