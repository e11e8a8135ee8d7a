package dev.sluice.build;

import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.sqlite.ValidationLevel;
import java.nio.file.Path;

/**
 * What to build, from what, and how to make sure of it.
 *
 * @param from what to read
 * @param why the reason to give in the result; null for the one that is found
 * @param bundles {@code incremental/<mode>}
 * @param target where the database goes; index_state is told of the one in its place only
 * @param fullUpTo bytes up to which {@link ValidationLevel#AUTO} means {@link ValidationLevel#FULL}
 * @param workers threads that parse bundles
 * @param update how far the store that is there may be changed in place; null to build it anew
 * @param keepBackup whether the store that is replaced is kept beside the new one
 */
public record BuildRequest(
    IndexLayout layout,
    Mode mode,
    From from,
    String why,
    Path bundles,
    Path target,
    ValidationLevel validation,
    long fullUpTo,
    int workers,
    UpdateLimits update,
    boolean keepBackup) {

  public BuildRequest {
    if (workers < 1) {
      throw new IllegalArgumentException(workers + " workers");
    }
  }

  /**
   * From the richer source into its place under the root, validated by counting: to look at every
   * relation takes as long as the build itself.
   */
  public static BuildRequest of(IndexLayout layout, Mode mode) {
    return new BuildRequest(
        layout,
        mode,
        From.AUTO,
        null,
        layout.incremental(mode),
        layout.sqlite(mode),
        ValidationLevel.SMOKE,
        ValidationLevel.FULL_UP_TO_BYTES,
        defaultWorkers(),
        null,
        false);
  }

  /** Like {@link #of}, into the place of the LMDB store. */
  public static BuildRequest lmdb(IndexLayout layout, Mode mode) {
    return of(layout, mode).target(layout.lmdb(mode));
  }

  /** One processor is left to the thread that writes. */
  private static int defaultWorkers() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }

  /** From this source, for this reason. */
  public BuildRequest from(From source, String reason) {
    return new BuildRequest(
        layout,
        mode,
        source,
        reason,
        bundles,
        target,
        validation,
        fullUpTo,
        workers,
        update,
        keepBackup);
  }

  /** With the bundles in another folder. */
  public BuildRequest bundles(Path folder) {
    return new BuildRequest(
        layout, mode, from, why, folder, target, validation, fullUpTo, workers, update, keepBackup);
  }

  /** To another file. */
  public BuildRequest target(Path file) {
    return new BuildRequest(
        layout, mode, from, why, bundles, file, validation, fullUpTo, workers, update, keepBackup);
  }

  public BuildRequest validation(ValidationLevel level, long fullUpToBytes) {
    return new BuildRequest(
        layout,
        mode,
        from,
        why,
        bundles,
        target,
        level,
        fullUpToBytes,
        workers,
        update,
        keepBackup);
  }

  public BuildRequest workers(int threads) {
    return new BuildRequest(
        layout,
        mode,
        from,
        why,
        bundles,
        target,
        validation,
        fullUpTo,
        threads,
        update,
        keepBackup);
  }

  /** By changing the store that is there, within these limits; else by building it anew. */
  public BuildRequest incremental(UpdateLimits limits) {
    return new BuildRequest(
        layout,
        mode,
        from,
        why,
        bundles,
        target,
        validation,
        fullUpTo,
        workers,
        limits,
        keepBackup);
  }

  /** Keeping the store that is replaced, as a hard link beside the new one. */
  public BuildRequest keepingBackup() {
    return new BuildRequest(
        layout, mode, from, why, bundles, target, validation, fullUpTo, workers, update, true);
  }

  /** Whether the store is one of the index root. */
  boolean inPlace() {
    return target.equals(layout.sqlite(mode)) || target.equals(layout.lmdb(mode));
  }
}
