package dev.sluice.artifact;

/**
 * What token_postings says besides the postings. The array is given away.
 *
 * @param docLengths the number of tokens of each chunk, by doc id
 * @param averageLength mean of {@code docLengths} as stored, or computed where it is not
 */
public record TokenTotals(int[] docLengths, double averageLength) {
  public int totalDocs() {
    return docLengths.length;
  }
}
