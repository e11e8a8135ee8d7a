package dev.sluice.sqlite;

import dev.sluice.core.DocIdSet;
import dev.sluice.core.FullTextIndex;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.Mode;
import dev.sluice.core.ScoredDoc;
import dev.sluice.sqlite.dao.FullTextDao.Limited;
import dev.sluice.sqlite.dao.FullTextDao.Match;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Asks the full-text index of one mode. Looking up the weight of every match takes longer than
 * finding and ranking them; so where the largest weight of the index is known, the best are taken
 * before their weights are looked up, and more of them until no match that was left out can belong
 * to the result: the result is that of looking at all.
 *
 * <p>The largest weight is found by a scan of chunks, which pays from the second question on, if
 * the index is not too large for it and holds no other mode.
 */
final class FullTextSearch {
  private static final int SCANNED_AT_MOST = 100_000;
  private static final int FETCHED_AT_LEAST = 64;
  private static final int GROWTH = 4;

  private final Mode mode;
  private final Kept<Largest> largest = new Kept<>();

  FullTextSearch(Mode mode) {
    this.mode = mode;
  }

  /** The largest weight of a state of the file, once it is worth knowing. */
  private static final class Largest {
    private boolean asked;
    private OptionalDouble weight;

    synchronized OptionalDouble weight(ReadSession session, Mode mode) {
      if (!asked) {
        asked = true;
        return OptionalDouble.empty();
      }
      if (weight == null) {
        weight = find(session, mode);
      }
      return weight;
    }

    private static OptionalDouble find(ReadSession session, Mode mode) {
      long chunks = session.fileManifest().chunks(mode).orElse(Long.MAX_VALUE);
      return chunks <= SCANNED_AT_MOST && !session.chunks().holdsOthers(mode, mode)
          ? session.chunks().largestWeight(mode)
          : OptionalDouble.empty();
    }
  }

  List<ScoredDoc> search(
      ReadSession session, List<String> terms, FullTextWeights weights, int limit) {
    String match = match(terms);
    OptionalDouble bound = largest.get(session, s -> new Largest()).weight(session, mode);
    return bound.isPresent()
        ? best(session, match, weights, limit, bound.getAsDouble())
        : session.fullText().search(weights, match, mode, limit);
  }

  private List<ScoredDoc> best(
      ReadSession session, String match, FullTextWeights weights, int limit, double bound) {
    long fetched = Math.max(FETCHED_AT_LEAST, (long) GROWTH * limit);
    while (true) {
      int some = (int) Math.min(Integer.MAX_VALUE, fetched);
      Limited found = session.fullText().best(weights, match, some);
      List<ScoredDoc> best =
          found.docs().stream()
              .filter(each -> each.mode().equals(mode.id()))
              .map(Match::doc)
              .sorted(ScoredDoc.BEST_FIRST)
              .limit(limit)
              .toList();
      boolean all = found.count() < some;
      if (all || (best.size() == limit && last(best).score() > bound * found.lowest())) {
        return best;
      }
      fetched *= GROWTH;
    }
  }

  private static ScoredDoc last(List<ScoredDoc> docs) {
    return docs.get(docs.size() - 1);
  }

  List<ScoredDoc> among(
      ReadSession session, DocIdSet docIds, List<String> terms, FullTextWeights weights) {
    if (docIds.size() > FullTextIndex.MAX_AMONG) {
      throw new IllegalArgumentException(docIds.size() + " doc ids");
    }
    return session.fullText().among(weights, match(terms), docIds.toArray(), mode).stream()
        .sorted(ScoredDoc.BEST_FIRST)
        .toList();
  }

  /** All terms, each as it is: FTS5 takes nothing inside quotes for an operator. */
  private static String match(List<String> terms) {
    return terms.stream()
        .map(term -> '"' + term.replace("\"", "\"\"") + '"')
        .collect(Collectors.joining(" "));
  }
}
