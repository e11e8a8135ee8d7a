package dev.sluice.build;

import java.util.Map;

/** What came of a writer's turn. */
interface Outcome {

  /** What index_state holds of it. */
  Map<String, Object> state();
}
