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
  private final Map<Integer, Bm25Explanation> explanations = new HashMap<>();

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
  void explain(Bm25 bm25, List<String> tokens) {
    List<Bm25Explanation> found = bm25.explain(tokens, docIds);
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
    Bm25Explanation explanation =
        list.ranking() == Ranking.BM25 ? explanations.get(doc.docId()) : null;
    return new Hit.Part(
        list.ranking(),
        rank,
        doc.score(),
        list.contribution().of(rank, doc.score()),
        Optional.ofNullable(explanation));
  }
}
