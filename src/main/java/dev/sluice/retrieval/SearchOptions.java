package dev.sluice.retrieval;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import java.util.Objects;

/**
 * How to search.
 *
 * @param top how many hits at most, at least 1
 * @param explain whether hits say what each term adds to their BM25 score
 */
public record SearchOptions(int top, Ranking ranking, boolean explain) {
  public static final SearchOptions DEFAULT = new SearchOptions(10, Ranking.FUSED, false);

  /**
   * @throws SluiceException with {@link ErrorCode#USAGE} if {@code top} is below 1
   */
  public SearchOptions {
    Objects.requireNonNull(ranking);
    if (top < 1) {
      throw Query.usage("top is " + top, "ask for at least 1 hit");
    }
  }

  public SearchOptions withTop(int top) {
    return new SearchOptions(top, ranking, explain);
  }

  public SearchOptions withRanking(Ranking ranking) {
    return new SearchOptions(top, ranking, explain);
  }

  public SearchOptions withExplain(boolean explain) {
    return new SearchOptions(top, ranking, explain);
  }
}
