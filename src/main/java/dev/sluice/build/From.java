package dev.sluice.build;

/** What a full build reads. */
public enum From {
  /** The richer of the two; artifacts where both hold the same. */
  AUTO,
  ARTIFACTS,
  BUNDLES
}
