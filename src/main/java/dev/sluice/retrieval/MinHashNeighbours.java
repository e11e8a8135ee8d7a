package dev.sluice.retrieval;

import dev.sluice.core.IndexReader;
import dev.sluice.core.MinHash;
import dev.sluice.core.MinHashSignatures;
import dev.sluice.core.ScoredDoc;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Chunks with similar token sets. The score is the fraction of equal positions of the signatures,
 * which estimates the Jaccard similarity (Broder 1997); chunks with none equal are no neighbours.
 */
public final class MinHashNeighbours {
  private final IndexReader reader;

  public MinHashNeighbours(IndexReader reader) {
    this.reader = reader;
  }

  /**
   * The k most similar chunks to a signature.
   *
   * @param signature as {@link MinHash#signature} makes it
   * @param k at least 1
   */
  public List<ScoredDoc> of(int[] signature, int k, IntPredicate allowed) {
    return nearest(reader.minHashSignatures(), signature, 0, k, allowed);
  }

  /** The k most similar chunks to a chunk, without itself; none if it has no signature. */
  public List<ScoredDoc> of(int docId, int k, IntPredicate allowed) {
    MinHashSignatures signatures = reader.minHashSignatures();
    int at = Arrays.binarySearch(signatures.docIds(), docId);
    if (at < 0) {
      return List.of();
    }
    IntPredicate others = id -> id != docId && allowed.test(id);
    return nearest(signatures, signatures.data(), at * MinHash.POSITIONS, k, others);
  }

  private List<ScoredDoc> nearest(
      MinHashSignatures signatures, int[] signature, int from, int k, IntPredicate allowed) {
    return ExistingDocs.take(
        reader, k, id -> true, n -> best(signatures, signature, from, n, allowed));
  }

  private static List<ScoredDoc> best(
      MinHashSignatures signatures, int[] signature, int from, int n, IntPredicate allowed) {
    var top = new TopDocs(n);
    for (int i = 0; i < signatures.count(); i++) {
      int docId = signatures.docIds()[i];
      if (allowed.test(docId)) {
        double similarity =
            MinHash.similarity(signature, from, signatures.data(), i * MinHash.POSITIONS);
        if (similarity > 0) {
          top.offer(docId, similarity);
        }
      }
    }
    return top.bestFirst();
  }
}
