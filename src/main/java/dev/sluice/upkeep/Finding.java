package dev.sluice.upkeep;

import dev.sluice.core.Mode;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Something under an index root that is not as it should be.
 *
 * @param where the file or folder
 * @param what was found there, and what was expected
 * @param remedy what to do or type next
 */
public record Finding(
    Kind kind, Severity severity, Mode mode, Part part, Path where, String what, String remedy) {

  /** What it means, and so what helps. */
  public enum Kind {
    /** What ought to be there is not: make it. */
    MISSING,
    /** Its bytes are not what was written, or not as its format says: look at the disk, make it. */
    CORRUPT,
    /** Whole, but of an earlier state than what it is made from: build it from that again. */
    STALE,
    /** Two things are whole and contradict each other: make the one from the other. */
    MISMATCHED,
    /** A build of it was begun and did not end: wait, or build it again. */
    PENDING,
    /** The gate refuses its version or shape: upgrade, or build it again. */
    INCOMPATIBLE,
    /** This user may not look at it: mend permissions. */
    UNREADABLE,
    /** Nothing needs it: a killed process left it. */
    LEFTOVER;

    /** As printed. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How bad it is. */
  public enum Severity {
    /** Readers, updates or builds fail or give wrong answers. */
    ERROR,
    /** Nothing fails because of it yet. */
    WARNING;

    /** As printed. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What of a mode it is about. */
  public enum Part {
    ARTIFACTS,
    BUNDLES,
    SQLITE,
    LMDB;

    /** As printed. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
