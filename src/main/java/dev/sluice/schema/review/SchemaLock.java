package dev.sluice.schema.review;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SchemaMismatchException;
import dev.sluice.core.SluiceException;
import java.util.Optional;

/** What {@code catalog.lock} has to say. */
public final class SchemaLock {
  private SchemaLock() {}

  /**
   * The text of the lock for a schema folder.
   *
   * @param amend whether another structure may take the number of the present lock, because no file
   *     of that version exists anywhere else
   * @throws SluiceException if a structure would take the number of another one
   */
  public static String text(SchemaSide tree, boolean amend) {
    Optional<Finding> finding =
        SchemaCheck.lock(tree.source())
            .flatMap(old -> SchemaCheck.versionFinding(tree.source(), tree.lock(), old));
    if (finding.isPresent() && !amend) {
      throw new SchemaMismatchException(
          ErrorCode.FAILED,
          finding.get().message(),
          "the SQL and schema/version were not changed together",
          finding.get().remedy()
              + "; or pass --amend if the version in the lock was never released");
    }
    return tree.lock().format();
  }
}
