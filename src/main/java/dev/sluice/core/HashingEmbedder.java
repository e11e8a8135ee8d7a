package dev.sluice.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The embedding that needs no model: signed feature hashing (Weinberger et al. 2009) of the words
 * of a text and, with less weight, of their chargrams, so that texts that share words or parts of
 * words are near each other. Frequent words count by the root of their frequency.
 */
public final class HashingEmbedder implements Embedder {
  private static final int DIMS = 256;

  /** Chargrams tell less than words, and there are more of them. */
  private static final float GRAM_WEIGHT = 0.2f;

  @Override
  public String model() {
    return "sluice-hashing-256-v1";
  }

  @Override
  public int dims() {
    return DIMS;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    var vectors = new ArrayList<float[]>(texts.size());
    for (String text : texts) {
      vectors.add(embed(text));
    }
    return vectors;
  }

  private static float[] embed(String text) {
    Map<String, Integer> frequencies = new HashMap<>();
    for (String token : Tokenizer.tokens(text)) {
      frequencies.merge(token, 1, Integer::sum);
    }
    double[] sums = new double[DIMS];
    var grams = new ArrayList<String>();
    // Sums of doubles depend on the order of addition, so the order is fixed.
    frequencies.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> {
              double weight = Math.sqrt(entry.getValue());
              add(sums, entry.getKey(), weight);
              grams.clear();
              CharGrams.collect(entry.getKey(), grams);
              for (String gram : grams) {
                add(sums, gram, GRAM_WEIGHT * weight);
              }
            });
    return normalized(sums);
  }

  private static void add(double[] sums, String feature, double weight) {
    long hash = hash(feature);
    sums[(int) (hash & (DIMS - 1))] += hash < 0 ? -weight : weight;
  }

  /**
   * FNV-1a over UTF-8, finished with the mixer of SplitMix64 so that low and high bits are good.
   */
  private static long hash(String feature) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : feature.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }

  private static float[] normalized(double[] sums) {
    double squares = 0;
    for (double sum : sums) {
      squares += sum * sum;
    }
    float[] vector = new float[DIMS];
    if (squares > 0) {
      double length = Math.sqrt(squares);
      for (int i = 0; i < DIMS; i++) {
        vector[i] = (float) (sums[i] / length);
      }
    }
    return vector;
  }
}
