package dev.sluice.core;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * How the vector extension is set up, as the settings say: nothing here is checked yet, and no name
 * may reach SQL before it is.
 *
 * @param provider whose extension it is, for example {@code sqlite-vec}
 * @param library the shared library for this machine; null if there is none to be found
 * @param module that makes the table
 * @param table the vector table
 * @param column its column of vectors
 * @param encoding how vectors are handed over: {@code float32} or {@code json}
 * @param options of the module, each {@code key} or {@code key=value}
 */
public record AnnConfig(
    AnnMode mode,
    String provider,
    Path library,
    String module,
    String table,
    String column,
    String encoding,
    List<String> options) {

  /** sqlite-vec as far as it is known without a library. */
  public static final AnnConfig DEFAULT =
      new AnnConfig(
          AnnMode.AUTO,
          "sqlite-vec",
          null,
          "vec0",
          "dense_vectors_ann",
          "embedding",
          "float32",
          List.of("distance_metric=cosine"));

  public AnnConfig {
    Objects.requireNonNull(mode);
    options = List.copyOf(options);
  }

  public AnnConfig withMode(AnnMode other) {
    return new AnnConfig(other, provider, library, module, table, column, encoding, options);
  }

  public AnnConfig withLibrary(Path file) {
    return new AnnConfig(mode, provider, file, module, table, column, encoding, options);
  }
}
