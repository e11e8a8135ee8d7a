/**
 * Scoring over an {@link dev.sluice.core.IndexReader}: BM25, full text, candidates, dense vectors,
 * MinHash neighbours, and {@link dev.sluice.retrieval.Searcher}, which fuses the first and the
 * dense. The formulas and their sources are in docs/ranking.md.
 *
 * <p>Every ranking returns at most k documents, best first, of equal scores the lower doc id first;
 * never one without a chunk; and a filter is applied before the best k are taken, so that it costs
 * no recall. Objects are safe for use by many threads and never close the reader they are given.
 */
package dev.sluice.retrieval;
