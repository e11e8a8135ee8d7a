package dev.sluice.retrieval.backend;

import dev.sluice.contract.ModelGenerator;
import dev.sluice.core.Embedder;
import java.util.List;

/** Embeds texts as vectors of the length and under the name that generated content has. */
public final class FixtureEmbedder implements Embedder {
  @Override
  public String model() {
    return "random";
  }

  @Override
  public int dims() {
    return ModelGenerator.DIMS;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    return texts.stream().map(FixtureEmbedder::vector).toList();
  }

  private static float[] vector(String text) {
    float[] vector = new float[ModelGenerator.DIMS];
    vector[Math.floorMod(text.hashCode(), vector.length)] = 1;
    return vector;
  }
}
