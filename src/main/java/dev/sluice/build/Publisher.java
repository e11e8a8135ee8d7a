package dev.sluice.build;

import java.util.function.Supplier;

/** Makes a finished store, or finished changes of one, what readers get. */
interface Publisher {
  /** For a store that no index root has. */
  Publisher PLAIN = Supplier::get;

  /**
   * Publishes, and says so where that is to be said.
   *
   * @param publication is not interrupted between what it does and what is said of it
   */
  BuildResult publish(Supplier<BuildResult> publication);
}
