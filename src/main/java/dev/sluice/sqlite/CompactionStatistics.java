package dev.sluice.sqlite;

import dev.sluice.schema.Role;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What compaction changes of a database.
 *
 * @param chunks how many there are
 * @param maxDocId the highest; -1 if there are none
 * @param gaps ids below the highest that no chunk has
 * @param unusedTerms terms that occur in no chunk, by vocabulary: token, phrase, chargram
 * @param pages of the file, and of what its log adds to it
 * @param freePages those of them that hold nothing
 */
public record CompactionStatistics(
    long chunks,
    long maxDocId,
    long gaps,
    Map<String, Long> unusedTerms,
    long bytes,
    long pages,
    long freePages) {

  public CompactionStatistics {
    unusedTerms = Collections.unmodifiableMap(new LinkedHashMap<>(unusedTerms));
  }

  /** Of a database, with what it would take longer to find out. */
  static CompactionStatistics of(Connection connection, Map<String, Long> unusedTerms)
      throws SQLException {
    long chunks = Connections.number(connection, "SELECT COUNT(*) FROM chunks");
    long maxDocId = Connections.number(connection, "SELECT coalesce(MAX(id), -1) FROM chunks");
    long pages = Connections.number(connection, "PRAGMA page_count");
    return new CompactionStatistics(
        chunks,
        maxDocId,
        maxDocId + 1 - chunks,
        unusedTerms,
        pages * Connections.number(connection, "PRAGMA page_size"),
        pages,
        Connections.number(connection, "PRAGMA freelist_count"));
  }

  /**
   * Of a database that is not touched, not even by an {@code -shm} beside it.
   *
   * @throws dev.sluice.core.SluiceException if the gate refuses a writer
   */
  public static CompactionStatistics of(Path file) {
    return SqliteGate.lookAs(
        Role.WRITER,
        file,
        connection -> {
          var unused = new LinkedHashMap<String, Long>();
          for (TermKind kind : TermKind.values()) {
            unused.put(kind.id(), Connections.number(connection, unused(kind)));
          }
          return of(connection, unused);
        });
  }

  private static String unused(TermKind kind) {
    return "SELECT COUNT(*) FROM %1$s v WHERE NOT EXISTS (SELECT 1 FROM %2$s p WHERE p.mode = v.mode AND p.%3$s = v.%3$s)"
        .formatted(kind.vocabulary(), kind.postings(), kind.idColumn());
  }

  /** Whether nothing is there that a compaction takes away; the order of doc ids aside. */
  public boolean nothingToGain() {
    return gaps == 0 && freePages == 0 && unusedTerms.values().stream().allMatch(n -> n == 0);
  }

  /** The same after a compaction; bytes and pages are an estimate. */
  public CompactionStatistics compacted() {
    var none = new LinkedHashMap<>(unusedTerms);
    none.replaceAll((kind, terms) -> 0L);
    long used = pages - freePages;
    return new CompactionStatistics(
        chunks, chunks - 1, 0, none, pages == 0 ? 0 : bytes / pages * used, used, 0);
  }
}
