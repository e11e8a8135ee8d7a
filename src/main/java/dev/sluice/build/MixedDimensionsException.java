package dev.sluice.build;

import dev.sluice.core.InvalidArtifactException;
import java.nio.file.Path;

/**
 * The bundles of one mode hold vectors of different lengths: nothing else can be trusted to be of
 * one model either, so no other source makes up for it.
 */
final class MixedDimensionsException extends InvalidArtifactException {
  private static final long serialVersionUID = 1L;

  MixedDimensionsException(
      Path folder, String firstFile, int firstDims, String otherFile, int otherDims) {
    super(
        folder,
        "embeddings",
        "%s has vectors of %d dimensions, %s of %d"
            .formatted(firstFile, firstDims, otherFile, otherDims));
  }
}
