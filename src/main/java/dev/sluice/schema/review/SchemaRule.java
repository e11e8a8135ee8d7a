package dev.sluice.schema.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What {@code sluice schema check} demands. */
public enum SchemaRule {
  /** Another structure has another, higher version. */
  STRUCTURE_WITHOUT_VERSION(false),
  /** Another version has another structure. */
  VERSION_WITHOUT_STRUCTURE(false),
  /** catalog.lock is what the SQL compiles to. */
  STALE_LOCK(false),
  /**
   * One object a file, named after it: DeclaredSchema finds statements by the names in the lock.
   */
  FILE_NAME(false),
  /** A waiver silences something. */
  UNUSED_WAIVER(false),
  /** A waiver's last day is not over. */
  EXPIRED_WAIVER(false),
  /** A comment above each table and index says what it is for. */
  OBJECT_COMMENT(true),
  /** A comment behind each column says what it holds. */
  COLUMN_COMMENT(true),
  /** Each column has a type, or it would store text and numbers as they come. */
  UNTYPED_COLUMN(true),
  /** SQLite lets NULL into a primary key, many times, unless it is NOT NULL. */
  NULLABLE_KEY(true),
  /** No index is the beginning of another index, of a primary key or of a UNIQUE constraint. */
  REDUNDANT_INDEX(true);

  private final boolean waivable;

  SchemaRule(boolean waivable) {
    this.waivable = waivable;
  }

  boolean isWaivable() {
    return waivable;
  }

  /** As printed and as waivers name it, for example {@code nullable-key}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<SchemaRule> waivable(String id) {
    return Arrays.stream(values()).filter(r -> r.waivable && r.id().equals(id)).findFirst();
  }
}
