package dev.sluice.retrieval;

import dev.sluice.core.ChunkSummary;
import dev.sluice.core.IndexReader;
import dev.sluice.core.ScoredDoc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the best documents into hits: with summaries, and with what each ranking said of them. */
final class HitList {
  private final List<ScoredDoc> docs;
  private final int[] docIds;
  private final Map<Integer, List<Hit.Part>> parts = new HashMap<>();
  private final Map<Integer, Bm25Explanation> bm25 = new HashMap<>();
  private final Map<Integer, FullTextExplanation> fullText = new HashMap<>();

  /**
   * @param docs best first
   */
  HitList(List<ScoredDoc> docs) {
    this.docs = docs;
    this.docIds = docs.stream().mapToInt(ScoredDoc::docId).toArray();
    for (int docId : docIds) {
      parts.put(docId, new ArrayList<>());
    }
  }

  /** Must come before {@link #addParts}. */
  void explain(Bm25 ranking, List<String> tokens) {
    put(ranking.explain(tokens, docIds), bm25);
  }

  /** Must come before {@link #addParts}. */
  void explain(FullTextRanking ranking, Query query) {
    put(ranking.explain(query, docIds), fullText);
  }

  private <T> void put(List<T> found, Map<Integer, T> explanations) {
    for (int i = 0; i < docIds.length; i++) {
      explanations.put(docIds[i], found.get(i));
    }
  }

  void addParts(RankedList list) {
    for (int i = 0; i < list.docs().size(); i++) {
      ScoredDoc doc = list.docs().get(i);
      List<Hit.Part> partsOfHit = parts.get(doc.docId());
      if (partsOfHit != null) {
        partsOfHit.add(part(list, i + 1, doc));
      }
    }
  }

  /** Without a chunk that is gone since it was found. */
  List<Hit> hits(IndexReader reader) {
    Map<Integer, ChunkSummary> summaries = new HashMap<>();
    for (ChunkSummary summary : reader.summaries(docIds)) {
      summaries.put(summary.docId(), summary);
    }
    return docs.stream()
        .filter(doc -> summaries.containsKey(doc.docId()))
        .map(
            doc ->
                new Hit(
                    summaries.get(doc.docId()), doc.score(), List.copyOf(parts.get(doc.docId()))))
        .toList();
  }

  private Hit.Part part(RankedList list, int rank, ScoredDoc doc) {
    return new Hit.Part(
        list.ranking(),
        rank,
        doc.score(),
        list.contribution().of(rank, doc.score()),
        explanation(list, Ranking.BM25, bm25, doc),
        explanation(list, Ranking.FULL_TEXT, fullText, doc));
  }

  private static <T> Optional<T> explanation(
      RankedList list, Ranking ranking, Map<Integer, T> explanations, ScoredDoc doc) {
    return list.ranking() == ranking
        ? Optional.ofNullable(explanations.get(doc.docId()))
        : Optional.empty();
  }
}
