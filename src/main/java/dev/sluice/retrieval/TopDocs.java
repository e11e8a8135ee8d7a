package dev.sluice.retrieval;

import dev.sluice.core.ScoredDoc;
import java.util.Arrays;
import java.util.List;

/**
 * The k best of any number of scored documents, in the order of {@link ScoredDoc#BEST_FIRST}: a
 * binary heap in two parallel arrays with the worst kept document on top. Memory follows the number
 * of documents offered, not k.
 */
final class TopDocs {
  private static final int INITIAL_CAPACITY = 64;

  private final int k;
  private int size;
  private int[] docIds;
  private double[] scores;

  /**
   * @param k at least 1
   */
  TopDocs(int k) {
    this.k = k;
    docIds = new int[Math.min(k, INITIAL_CAPACITY)];
    scores = new double[docIds.length];
  }

  void offer(int docId, double score) {
    if (size < k) {
      grow();
      siftUp(size++, docId, score);
    } else if (isWorse(scores[0], docIds[0], score, docId)) {
      siftDown(docId, score);
    }
  }

  /** What a document must reach to be among the best; negative infinity while there is room. */
  double threshold() {
    return size < k ? Double.NEGATIVE_INFINITY : scores[0];
  }

  List<ScoredDoc> bestFirst() {
    var docs = new ScoredDoc[size];
    for (int i = 0; i < size; i++) {
      docs[i] = new ScoredDoc(docIds[i], scores[i]);
    }
    Arrays.sort(docs, ScoredDoc.BEST_FIRST);
    return List.of(docs);
  }

  private void grow() {
    if (size == docIds.length) {
      int capacity = (int) Math.min(k, 2L * size);
      docIds = Arrays.copyOf(docIds, capacity);
      scores = Arrays.copyOf(scores, capacity);
    }
  }

  private void siftUp(int hole, int docId, double score) {
    while (hole > 0) {
      int parent = (hole - 1) / 2;
      if (!isWorse(score, docId, scores[parent], docIds[parent])) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    put(hole, docId, score);
  }

  private void siftDown(int docId, double score) {
    int hole = 0;
    for (int child = 1; child < size; child = 2 * hole + 1) {
      int right = child + 1;
      if (right < size && isWorse(scores[right], docIds[right], scores[child], docIds[child])) {
        child = right;
      }
      if (!isWorse(scores[child], docIds[child], score, docId)) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    put(hole, docId, score);
  }

  private void move(int from, int to) {
    put(to, docIds[from], scores[from]);
  }

  private void put(int slot, int docId, double score) {
    docIds[slot] = docId;
    scores[slot] = score;
  }

  private static boolean isWorse(double score, int docId, double otherScore, int otherDocId) {
    int order = Double.compare(score, otherScore);
    return order < 0 || (order == 0 && docId > otherDocId);
  }
}
