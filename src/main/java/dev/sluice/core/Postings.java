package dev.sluice.core;

/**
 * The chunks that contain one term: {@code docIds} ascending without repeats, {@code frequencies}
 * parallel to it (how often the term occurs, at least 1). The arrays are not copied: whoever makes
 * a list gives them away, whoever reads it leaves them as they are.
 */
public record Postings(int[] docIds, int[] frequencies) {
  /** The list of a term that occurs nowhere. */
  public static final Postings NONE = new Postings(new int[0], new int[0]);

  public Postings {
    if (docIds.length != frequencies.length) {
      throw new IllegalArgumentException(
          docIds.length + " doc ids with " + frequencies.length + " frequencies");
    }
  }

  /** In how many chunks the term occurs. */
  public int documentFrequency() {
    return docIds.length;
  }
}
