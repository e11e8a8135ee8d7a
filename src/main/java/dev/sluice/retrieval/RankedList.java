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

  interface Contribution {
    /**
     * @param rank from 1
     */
    double of(int rank, double score);
  }
}
