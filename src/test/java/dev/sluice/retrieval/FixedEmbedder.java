package dev.sluice.retrieval;

import dev.sluice.core.Embedder;
import java.util.Collections;
import java.util.List;

/** Embeds every text as the same vector, under the model name of {@link InMemoryIndex}. */
final class FixedEmbedder implements Embedder {
  private final float[] vector;

  FixedEmbedder(float... vector) {
    this.vector = vector;
  }

  @Override
  public String model() {
    return InMemoryIndex.MODEL;
  }

  @Override
  public int dims() {
    return vector.length;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    return Collections.nCopies(texts.size(), vector);
  }
}
