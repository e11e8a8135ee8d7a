package dev.sluice.build;

/** Makes a finished store, or finished changes of one, what readers get. */
interface Publisher {
  /** For a store that no index root has. */
  Publisher PLAIN = Publication::publish;

  /** Something that must not be interrupted between what it does and what is said of it. */
  interface Publication {
    BuildResult publish();
  }

  /** Publishes, and says so where that is to be said. */
  BuildResult publish(Publication publication);
}
