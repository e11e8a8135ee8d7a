package dev.sluice.retrieval;

import dev.sluice.core.ScoredDoc;
import java.util.List;

/**
 * What one ranking found.
 *
 * @param docs best first
 * @param contribution what a document adds to the score of its hit
 */
record RankedList(Ranking ranking, List<ScoredDoc> docs, Contribution contribution) {

  /** From a rank, counted from 1, and a score to what they add. */
  interface Contribution {
    double of(int rank, double score);
  }
}
