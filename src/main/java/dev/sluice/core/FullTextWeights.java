package dev.sluice.core;

/** How much a match in each full-text column counts. */
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
}
