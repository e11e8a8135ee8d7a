package dev.sluice.core;

/** How much a match in each full-text column counts; nothing counts less than 0. */
public record FullTextWeights(
    double file,
    double name,
    double signature,
    double kind,
    double headline,
    double doc,
    double tokens) {
  public static final FullTextWeights DEFAULT =
      new FullTextWeights(0.2, 1.5, 1.2, 0.6, 1.5, 1.8, 1.0);

  public FullTextWeights {
    double least =
        Math.min(
            Math.min(Math.min(file, name), Math.min(signature, kind)),
            Math.min(headline, Math.min(doc, tokens)));
    if (!(least >= 0)) {
      throw new IllegalArgumentException("a column weighs " + least + ", expected 0 or more");
    }
  }

  /** All of them, from file on in the order of the columns of the full-text table. */
  public double[] byColumn() {
    return new double[] {file, name, signature, kind, headline, doc, tokens};
  }
}
