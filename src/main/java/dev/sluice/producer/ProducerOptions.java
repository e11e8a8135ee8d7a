package dev.sluice.producer;

import dev.sluice.core.Quantizer;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a producer reads, and how.
 *
 * @param maxFileBytes larger files are skipped as {@link SkipReason#TOO_LARGE}
 * @param workers threads that read and chunk files, at least 1
 * @param excluded files and folders that are passed over without being counted, such as an index;
 *     {@code .git} and {@code .sluice} always are
 * @param quantizer makes bytes of vectors
 * @param progress hears how far a run is
 */
public record ProducerOptions(
    long maxFileBytes,
    int workers,
    Set<Path> excluded,
    Quantizer quantizer,
    ProgressListener progress) {
  /** 5 MiB: sources of that size are generated, and data. */
  public static final long DEFAULT_MAX_FILE_BYTES = 5L << 20;

  public ProducerOptions {
    if (maxFileBytes < 1 || maxFileBytes > Integer.MAX_VALUE - 8 || workers < 1) {
      throw new IllegalArgumentException(
          "limit of " + maxFileBytes + " bytes a file, " + workers + " workers");
    }
    excluded = Set.copyOf(excluded);
    quantizer.requireTold();
  }

  /** One worker per processor. */
  public static ProducerOptions defaults() {
    return new ProducerOptions(
        DEFAULT_MAX_FILE_BYTES,
        Runtime.getRuntime().availableProcessors(),
        Set.of(),
        Quantizer.DEFAULT,
        ProgressListener.SILENT);
  }

  public ProducerOptions withMaxFileBytes(long limit) {
    return new ProducerOptions(limit, workers, excluded, quantizer, progress);
  }

  public ProducerOptions withWorkers(int count) {
    return new ProducerOptions(maxFileBytes, count, excluded, quantizer, progress);
  }

  public ProducerOptions withExcluded(Set<Path> paths) {
    return new ProducerOptions(maxFileBytes, workers, paths, quantizer, progress);
  }

  public ProducerOptions withProgress(ProgressListener listener) {
    return new ProducerOptions(maxFileBytes, workers, excluded, quantizer, listener);
  }

  public ProducerOptions withQuantizer(Quantizer other) {
    return new ProducerOptions(maxFileBytes, workers, excluded, other, progress);
  }
}
