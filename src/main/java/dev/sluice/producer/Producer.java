package dev.sluice.producer;

import dev.sluice.core.BuildFailedException;
import dev.sluice.core.Embedder;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.Mode;
import dev.sluice.core.OrderedWorkers;
import dev.sluice.core.SluiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * Turns a source tree into bundles. What it makes depends on the tree, the options' file limit and
 * exclusions, and the embedder, never on the number of workers or their timing.
 */
public final class Producer {
  /** Files ahead of the one whose turn it is, per thread: sizes of files vary widely. */
  private static final int LOOK_AHEAD = 8;

  private final ProducerOptions options;
  private final Embedder embedder;

  public Producer(ProducerOptions options, Embedder embedder) {
    this.options = options;
    this.embedder = embedder;
  }

  /**
   * Walks the tree once and gives the sink the bundles of every file, in order of their paths.
   * {@link Mode#RECORDS} has no source form and gives none.
   *
   * @throws SluiceException MISSING if there is no such folder, USAGE if it is no folder, FAILED if
   *     it cannot be read, EMPTY if nothing in it can be indexed
   * @throws BuildFailedException if a file could not be processed or the thread was interrupted
   */
  public ProducerReport produce(Path sourceDir, Set<Mode> modes, BundleSink sink) {
    var tally = new Tally(sink);
    List<SourceFile> files = files(sourceDir, tally.skips());
    var assembler = new ChunkAssembler(embedder, options.quantizer());
    try (var chunker = new FileChunker(modes, options.maxFileBytes(), assembler)) {
      OrderedWorkers.run(
          "sluice-producer",
          options.workers(),
          options.workers() * LOOK_AHEAD,
          files,
          file -> chunk(chunker, file),
          file -> {
            tally.add(file);
            options.progress().progress(tally.filesDone(), files.size());
          });
    } catch (ExecutionException e) {
      throw e.getCause() instanceof BuildFailedException named
          ? named
          : new BuildFailedException(
              "indexing " + sourceDir + " failed: " + e.getCause(), "", "", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BuildFailedException(
          "indexing " + sourceDir + " was interrupted", "", "run it again", e);
    }
    if (tally.indexedNothing()) {
      throw nothingToIndex(sourceDir, tally.skips());
    }
    return tally.report(assembler.saturated());
  }

  private static ProducedFile chunk(FileChunker chunker, SourceFile file) {
    try {
      return chunker.chunk(file);
    } catch (RuntimeException | StackOverflowError e) {
      throw new BuildFailedException(
          file.path() + " could not be processed: " + e,
          "",
          "please report it, with --verbose; until then .gitignore can leave the file out",
          e);
    }
  }

  private List<SourceFile> files(Path sourceDir, SkipCounts skips) {
    if (!Files.exists(sourceDir)) {
      throw new SluiceException(
          ErrorCode.MISSING,
          "source folder " + sourceDir + " does not exist",
          "",
          "name the folder to index: sluice index SOURCE_DIR");
    }
    if (!Files.isDirectory(sourceDir)) {
      throw new SluiceException(
          ErrorCode.USAGE,
          sourceDir + " is a file, expected a folder",
          "",
          "name the folder to index: sluice index SOURCE_DIR");
    }
    try {
      return SourceTree.walk(sourceDir, options, skips);
    } catch (IOException e) {
      throw new SluiceException(
          ErrorCode.FAILED,
          "source folder " + sourceDir + " could not be read: " + e.getMessage(),
          "this user may not have the permission",
          "check the folder with: ls -ld " + sourceDir,
          e);
    }
  }

  private static SluiceException nothingToIndex(Path sourceDir, SkipCounts skips) {
    String found =
        skips.counts().isEmpty() ? "no files" : "only " + SkipCounts.words(skips.counts());
    return new SluiceException(
        ErrorCode.EMPTY,
        "nothing to index in " + sourceDir + ": it holds " + found,
        "",
        "name a folder with source files: sluice index SOURCE_DIR");
  }
}
