package dev.sluice.schema.review;

import java.util.Locale;

/**
 * Whom a change concerns, when a program written for the one schema meets a database of the other.
 * Whatever the class, a structural change needs another version: the gate refuses files of the old
 * one.
 */
public enum ChangeClass {
  /** The SQL of a reader fails, or what it returns may mean something else. */
  BREAKS_READERS,
  /**
   * Readers do not notice. What a writer does fails, or the writer lacks something that it needs to
   * be exactly as declared, such as an index.
   */
  BREAKS_WRITERS,
  /** All SQL goes on working; files of the one schema only lack what the other declares. */
  REBUILD_ONLY,
  /** SQLite and the gate treat both alike. */
  COSMETIC;

  /** As printed, for example {@code breaks-readers}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
