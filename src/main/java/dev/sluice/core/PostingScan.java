package dev.sluice.core;

/** Is shown the postings of some tokens, see {@link IndexReader#scanPostings}. */
public interface PostingScan {
  /**
   * Every posting shown from here on is of this token.
   *
   * @param index of the token among those asked for
   * @param documentFrequency how long its list is; a token without one is not shown
   */
  void token(int index, int documentFrequency);

  /**
   * A chunk that contains the token. Of ids on the list that have no chunk nothing is shown.
   *
   * @param frequency how often, at least 1
   * @param length number of tokens of the chunk; 0 if unknown
   * @param weight rank multiplier of the chunk
   */
  void posting(int docId, int frequency, int length, double weight);
}
