package dev.sluice.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HashingEmbedderTest {
  private final Embedder embedder = new HashingEmbedder();

  @Test
  void textsThatShareWordsAreNearerThanTextsThatDoNot() {
    float[] query = embed("open a connection for reading");
    double near = dot(query, embed("Connection openConnection(Path file, boolean readOnly)"));
    double far = dot(query, embed("int[] signature(Collection<String> tokens)"));
    assertTrue(near > far + 0.2, near + " against " + far);
  }

  @Test
  void vectorsHaveLengthOneAndNothingHasLengthZero() {
    float[] vector = embed("schema gate");
    assertEquals(embedder.dims(), vector.length);
    assertEquals(1.0, dot(vector, vector), 1e-5);
    assertArrayEquals(new float[embedder.dims()], embed("(){}"));
  }

  @Test
  void theVectorOfATextNeverChanges() {
    // Pinned: stored indexes hold vectors under this model name.
    float[] vector = embed("schema gate");
    int largest = 0;
    for (int i = 1; i < vector.length; i++) {
      largest = Math.abs(vector[i]) > Math.abs(vector[largest]) ? i : largest;
    }
    assertEquals("sluice-hashing-256-v1", embedder.model());
    assertEquals(123, largest);
    assertEquals(0.6974858, vector[largest], 1e-6);
  }

  private float[] embed(String text) {
    return embedder.embed(List.of(text)).get(0);
  }

  private static double dot(float[] left, float[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}
