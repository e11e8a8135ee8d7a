package dev.sluice.core;

import java.util.Arrays;
import java.util.List;

/** What {@link IndexReader} answers from posting lists where a store has no faster way. */
final class PostingLists {
  private PostingLists() {}

  static void scan(IndexReader reader, List<String> tokens, PostingScan scan) {
    List<Postings> lists = reader.tokenPostings(tokens);
    var union = new DocIdBits();
    lists.forEach(list -> union.addAll(list.docIds()));
    int[] docIds = reader.existing(union.toArray());
    int[] lengths = reader.docLengths(docIds);
    double[] weights = reader.weights(docIds);
    int[] frequencies = lists.stream().mapToInt(Postings::documentFrequency).toArray();
    scan.begin(frequencies, Arrays.stream(weights).max().orElse(Double.POSITIVE_INFINITY));
    for (int index : PostingScan.shortestFirst(frequencies)) {
      scan.token(index, frequencies[index]); // The lists are decoded: all of them may as well come.
      show(lists.get(index), docIds, lengths, weights, scan);
    }
  }

  /**
   * Shows one list.
   *
   * @param existing ascending, with every id of the list that has a chunk
   */
  private static void show(
      Postings list, int[] existing, int[] lengths, double[] weights, PostingScan scan) {
    int slot = 0;
    for (int i = 0; i < list.documentFrequency(); i++) {
      int docId = list.docIds()[i];
      while (slot < existing.length && existing[slot] < docId) {
        slot++;
      }
      if (slot < existing.length && existing[slot] == docId) {
        scan.posting(docId, list.frequencies()[i], lengths[slot], weights[slot]);
      }
    }
  }

  static int[] ofAny(IndexReader reader, List<String> phrases, List<String> chargrams) {
    var union = new DocIdBits();
    reader.phrasePostings(phrases).forEach(union::addAll);
    reader.chargramPostings(chargrams).forEach(union::addAll);
    return union.toArray();
  }
}
