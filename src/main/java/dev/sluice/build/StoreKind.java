package dev.sluice.build;

import dev.sluice.core.IndexWriter;
import dev.sluice.core.Mode;
import dev.sluice.sqlite.ValidationLevel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a build needs to know of the store it makes. */
interface StoreKind {

  /** As in index_state: {@code sqlite} or {@code lmdb}. */
  String backend();

  /** The version of the schema that is written. */
  int schemaVersion();

  /**
   * Starts a new store.
   *
   * @param staged where; must not exist
   */
  IndexWriter create(Path staged, Mode mode);

  /** What the reader of the result should know of how stores of this kind are made. */
  default List<String> warnings() {
    return List.of();
  }

  /** Ends what goes on beside a store that was created, whatever came of it. */
  default void end() {}

  /** The one file of a finished store. */
  Path file(Path store);

  /**
   * Looks at a finished store.
   *
   * @param level not {@link ValidationLevel#AUTO}
   * @param counts the rows there must be
   * @return what is wrong, as sentences
   */
  List<String> validate(Path staged, Mode mode, ValidationLevel level, Map<String, Long> counts)
      throws IOException;

  /**
   * Keeps the store that a finished one is to replace, as a hard link beside it.
   *
   * @param spare where something may be made that becomes the backup
   * @return the backup; null if there is nothing to keep
   */
  Path keepBackup(Path target, Path spare) throws IOException;

  /**
   * Puts a finished store, whose file is synced, in the place of another, in one step that survives
   * a power failure.
   */
  void publish(Path staged, Path target) throws IOException;

  /**
   * Changes the store that is there instead of building it.
   *
   * @throws UpdateRefusedException if that cannot or should not be done; nothing has changed then
   */
  BuildResult update(
      BuildRequest request, List<String> warnings, BuildProgress progress, Publisher publisher)
      throws UpdateRefusedException;

  /** What the next writer should know of the store that was published, for index_state. */
  Map<String, Object> lastWrite(Outcome published);

  /** Whether readers can use the store. */
  boolean serves(Path store, Mode mode);
}
