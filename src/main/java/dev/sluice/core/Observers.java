package dev.sluice.core;

import java.util.Objects;

/** The observer of this process: there is one at most, as there is one set of meters. */
public final class Observers {
  private static volatile Observer current = Observer.NONE;

  private Observers() {}

  /** Who hears what is done now; {@link Observer#NONE} if nobody asked to. */
  public static Observer current() {
    return current;
  }

  /**
   * Begins to observe.
   *
   * @throws IllegalStateException if another observer does
   */
  public static synchronized void install(Observer observer) {
    Objects.requireNonNull(observer);
    if (current != Observer.NONE) {
      throw new IllegalStateException("this process is observed by " + current + " already");
    }
    current = observer;
  }

  /** Ends the observing of this observer; does nothing if it does not observe. */
  public static synchronized void remove(Observer observer) {
    if (current == observer) {
      current = Observer.NONE;
    }
  }
}
