package dev.sluice.core;

import java.util.List;
import java.util.ServiceLoader;

/**
 * Turns texts into dense vectors. The same embedder must make the vectors of an index and of the
 * queries against it; the index stores {@link #model} so that a mismatch is noticed.
 *
 * <p>Found with {@link java.util.ServiceLoader}; the first provider wins, and {@link
 * HashingEmbedder} serves where there is none. Implementations are safe for use by many threads and
 * deterministic: the same text gives the same vector in every process.
 */
public interface Embedder {

  /** The embedder of this process: the first provider found, else {@link HashingEmbedder}. */
  static Embedder load() {
    return ServiceLoader.load(Embedder.class).findFirst().orElseGet(HashingEmbedder::new);
  }

  /** The name stored with the vectors; a change of the vectors' meaning is a change of the name. */
  String model();

  /** The length of every vector. */
  int dims();

  /**
   * One vector for each text, each of {@link #dims} finite components and of length 1, or all zero
   * for a text with nothing to embed.
   */
  List<float[]> embed(List<String> texts);
}
