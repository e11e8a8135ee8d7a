package dev.sluice.sqlite;

import dev.sluice.core.FullTextWeights;
import dev.sluice.core.Mode;
import dev.sluice.core.PostingScan;
import dev.sluice.core.ScoredDoc;
import dev.sluice.sqlite.dao.FullTextDao.Totals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Ranks full text by lists that are kept, with the scores of FTS5's {@code bm25()}: the same
 * formula over the same numbers in the same order (fts5_aux.c of SQLite). FTS5 itself takes a
 * microsecond a match, most of it to look up how many terms the match has.
 */
final class FullTextLists {
  private static final double K1 = 1.2;
  private static final double B = 0.75;

  /** What a term weighs that half of the rows or more have. */
  private static final double LEAST_IDF = 1e-6;

  private final DocPages docs;
  private final Totals totals;

  /** Of the state that the session sees. */
  FullTextLists(ReadSession session, Mode mode) {
    docs = new DocPages(mode, (reading, first, last) -> reading.fullText().sizes(first, last));
    totals = session.fullText().totals();
  }

  /** Chunks that have every term, and of each how often each term occurs, by weighted columns. */
  private static final class Matches {
    private final int terms;
    private final int[] docIds;
    private final double[] frequencies;
    private int count;

    Matches(int terms, int atMost) {
      this.terms = terms;
      docIds = new int[atMost];
      frequencies = new double[terms * atMost];
    }

    StoredList list() {
      int[] ordinals = new int[count];
      Arrays.setAll(ordinals, i -> i);
      return new StoredList(Arrays.copyOf(docIds, count), ordinals);
    }
  }

  /** A place in the occurrences of a term. */
  private static final class Cursor {
    private final StoredList list;
    private final double[] weights;
    private int doc;
    private int column;

    Cursor(StoredList list, double[] weights) {
      this.list = list;
      this.weights = weights;
    }

    /** Steps to a chunk; false if it does not have the term. */
    boolean reach(int docId) {
      int[] docIds = list.docIds();
      while (doc < docIds.length && docIds[doc] < docId) {
        while (!TermOccurrences.isLast(list.frequencies()[column++])) {}
        doc++;
      }
      return doc < docIds.length && docIds[doc] == docId;
    }

    /** How often the term occurs in the chunk, each time as much as its column weighs. */
    double frequency() {
      double frequency = 0;
      for (int at = column; ; at++) {
        int of = list.frequencies()[at];
        for (int i = TermOccurrences.count(of); i > 0; i--) {
          frequency += weights[TermOccurrences.column(of)]; // Not times, which rounds otherwise.
        }
        if (TermOccurrences.isLast(of)) {
          return frequency;
        }
      }
    }
  }

  /**
   * The chunks that have every term, best first.
   *
   * @param terms the lists of one or more
   */
  List<ScoredDoc> search(
      ReadSession session, List<StoredList> terms, FullTextWeights weights, int limit) {
    Matches matches = matches(terms, weights.byColumn());
    StoredList found = matches.list();
    docs.load(session, found.docIds());
    var best = new PriorityQueue<>(ScoredDoc.BEST_FIRST.reversed());
    docs.show(found, new Scores(matches, terms, best, limit));
    var bestFirst = new ArrayList<>(best);
    bestFirst.sort(ScoredDoc.BEST_FIRST);
    return bestFirst;
  }

  /**
   * Gives matches their scores, and takes the best. Is shown ordinals of matches as frequencies.
   */
  private final class Scores implements PostingScan {
    private final Matches matches;
    private final double[] idf;
    private final double meanTerms = (double) totals.terms() / totals.rows();
    private final PriorityQueue<ScoredDoc> best;
    private final int limit;

    Scores(Matches matches, List<StoredList> terms, PriorityQueue<ScoredDoc> best, int limit) {
      this.matches = matches;
      this.idf = terms.stream().mapToDouble(list -> idf(list.docIds().length)).toArray();
      this.best = best;
      this.limit = limit;
    }

    @Override
    public void posting(int docId, int ordinal, int size, double weight) {
      double norm = K1 * (1 - B + B * size / meanTerms);
      double score = 0;
      for (int term = 0; term < idf.length; term++) {
        double frequency = matches.frequencies[ordinal * idf.length + term];
        score += idf[term] * ((frequency * (K1 + 1)) / (frequency + norm));
      }
      if (best.size() < limit) {
        best.add(new ScoredDoc(docId, score * weight));
      } else if (limit > 0 && score * weight > best.peek().score()) {
        best.poll(); // Ids ascend: of equal scores the first stay.
        best.add(new ScoredDoc(docId, score * weight));
      }
    }
  }

  private static Matches matches(List<StoredList> terms, double[] weights) {
    StoredList shortest = terms.get(0);
    for (StoredList term : terms) {
      shortest = term.docIds().length < shortest.docIds().length ? term : shortest;
    }
    var cursors = new Cursor[terms.size()];
    Arrays.setAll(cursors, i -> new Cursor(terms.get(i), weights));
    var matches = new Matches(cursors.length, shortest.docIds().length);
    for (int docId : shortest.docIds()) {
      if (allReach(cursors, docId)) {
        for (int i = 0; i < cursors.length; i++) {
          matches.frequencies[matches.count * matches.terms + i] = cursors[i].frequency();
        }
        matches.docIds[matches.count++] = docId;
      }
    }
    return matches;
  }

  private static boolean allReach(Cursor[] cursors, int docId) {
    for (Cursor cursor : cursors) {
      if (!cursor.reach(docId)) {
        return false;
      }
    }
    return true;
  }

  private double idf(int rows) {
    double idf = Math.log((totals.rows() - rows + 0.5) / (rows + 0.5));
    return idf <= 0 ? LEAST_IDF : idf;
  }
}
