package dev.sluice.build;

import java.nio.file.Path;
import java.util.Map;

/** What came of a writer's turn. */
interface Outcome {

  /** The store. */
  Path path();

  /** Rows of each table. */
  Map<String, Long> counts();

  /** Whether the store is another than before. */
  boolean changed();

  /** What index_state holds of it. */
  Map<String, Object> state();
}
