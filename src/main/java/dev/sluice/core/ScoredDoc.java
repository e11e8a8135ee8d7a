package dev.sluice.core;

import java.util.Comparator;

/** A chunk and how well it matches. */
public record ScoredDoc(int docId, double score) {
  /** Best first; of equal scores the lower doc id first. */
  public static final Comparator<ScoredDoc> BEST_FIRST =
      Comparator.comparingDouble(ScoredDoc::score).reversed().thenComparingInt(ScoredDoc::docId);
}
