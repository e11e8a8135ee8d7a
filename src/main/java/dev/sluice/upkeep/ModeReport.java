package dev.sluice.upkeep;

import dev.sluice.sqlite.CompactionStatistics;
import dev.sluice.sqlite.StoreSurvey.ObjectSize;
import java.util.List;
import java.util.Map;

/**
 * What there is of one mode.
 *
 * @param bytes of everything
 * @param artifacts files and folders of the artifact folder
 * @param bundles all of them together; null if there are none
 * @param database null if there is none
 * @param lmdb null if there is none
 */
public record ModeReport(
    String mode,
    long bytes,
    List<Item> artifacts,
    Item bundles,
    Database database,
    Lmdb lmdb,
    List<State> states,
    List<Build> builds) {

  /** A file, or the files of a folder. */
  public record Item(String name, long files, long bytes) {}

  /**
   * The database.
   *
   * @param refusal why it cannot be looked into; null if it can, and only then the rest is there
   * @param rows by table
   * @param chunks of the mode
   * @param tokens of all its chunks
   * @param now what a compaction would find
   * @param compacted what it would leave; bytes are an estimate
   */
  public record Database(
      String path,
      long bytes,
      String refusal,
      int schemaVersion,
      Map<String, Long> rows,
      long chunks,
      long tokens,
      List<ObjectSize> objects,
      boolean vectorTable,
      CompactionStatistics now,
      CompactionStatistics compacted) {

    /** Whether it could be looked into. */
    public boolean known() {
      return refusal == null;
    }

    /** What a compaction would give back; an estimate. */
    public long repaid() {
      return now == null ? 0 : now.bytes() - compacted.bytes();
    }
  }

  /**
   * The LMDB store.
   *
   * @param refusal why it cannot be looked into; null if it can, and only then the rest is there
   * @param rows by the names of the tables they would be in
   */
  public record Lmdb(
      String path,
      long bytes,
      String refusal,
      int schemaVersion,
      Map<String, Long> rows,
      long chunks,
      long tokens) {}

  /** What index_state says of a store; what it does not say is null. */
  public record State(
      String store,
      boolean enabled,
      boolean ready,
      boolean pending,
      Integer schemaVersion,
      String updatedAt,
      String failure) {}

  /**
   * The last build of a store, as index_state tells of it.
   *
   * @param kind {@code full}, {@code incremental} or {@code compacted}
   * @param perSecond null unless all chunks were built, which an update and a compaction do not, in
   *     a time that can be told
   */
  public record Build(
      String store,
      String kind,
      String source,
      String reason,
      long ms,
      long files,
      long chunks,
      long tokens,
      long bytes,
      Rates perSecond) {}

  /** Throughput by second. */
  public record Rates(double files, double chunks, double tokens, double bytes) {}
}
