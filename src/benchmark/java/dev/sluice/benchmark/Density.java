package dev.sluice.benchmark;

/**
 * How much of everything a generated chunk has.
 *
 * <p>A million chunks of {@link #FULL} make a database of 16 GB. {@link #TENTH} is for sizes to be
 * compared with each other where that is too much: a tenth of the postings, the vector and the
 * text, and one MinHash signature all the same, since those have one length.
 */
public enum Density {
  /** What workload W has: 35 token, 36 phrase and 60 chargram postings, 384 dimensions. */
  FULL(35, 120, 14, 5, 384),
  TENTH(4, 12, 4, 1, 38);

  final int distinctWords;
  final int words;

  /** Two to four words each: 14 words give 13 + 12 + 11 phrases. */
  final int wordsOfSignature;

  final int wordsOfName;
  final int dims;

  Density(int distinctWords, int words, int wordsOfSignature, int wordsOfName, int dims) {
    this.distinctWords = distinctWords;
    this.words = words;
    this.wordsOfSignature = wordsOfSignature;
    this.wordsOfName = wordsOfName;
    this.dims = dims;
  }
}
