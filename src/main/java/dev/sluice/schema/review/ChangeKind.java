package dev.sluice.schema.review;

import static dev.sluice.schema.review.ChangeClass.BREAKS_READERS;
import static dev.sluice.schema.review.ChangeClass.BREAKS_WRITERS;
import static dev.sluice.schema.review.ChangeClass.COSMETIC;
import static dev.sluice.schema.review.ChangeClass.REBUILD_ONLY;

import java.util.Locale;

/**
 * What can happen to a schema, each with its class where the SQL of a reader touches the column (or
 * for whole tables, constraints and full text: the table), and where none does.
 */
public enum ChangeKind {
  VERSION(REBUILD_ONLY),
  TABLE_ADDED(REBUILD_ONLY),
  /** Whoever writes fills it, so that writers break even where no reader does. */
  TABLE_REMOVED(BREAKS_READERS, BREAKS_WRITERS),
  TABLE_RENAMED(BREAKS_READERS, BREAKS_WRITERS),
  /** A view for a table, a table without rowid for one with it. */
  TABLE_KIND(BREAKS_READERS, BREAKS_WRITERS),
  COLUMN_ADDED(REBUILD_ONLY),
  /** A column that is NOT NULL or in the key: INSERTs that do not know it fail. */
  REQUIRED_COLUMN_ADDED(BREAKS_WRITERS),
  COLUMN_REMOVED(BREAKS_READERS, BREAKS_WRITERS),
  COLUMN_RENAMED(BREAKS_READERS, BREAKS_WRITERS),
  /** Another affinity, so that the same value is stored as another type. */
  TYPE(BREAKS_READERS, BREAKS_WRITERS),
  /** Another word for the same affinity, outside the key. */
  TYPE_SYNONYM(REBUILD_ONLY),
  NOT_NULL_ADDED(BREAKS_WRITERS),
  /** A reader may meet NULL where there never was one. */
  NOT_NULL_REMOVED(BREAKS_READERS, REBUILD_ONLY),
  KEY(BREAKS_READERS, BREAKS_WRITERS),
  GENERATED(BREAKS_READERS, BREAKS_WRITERS),
  /** Every statement names its columns; a test sees to that. */
  COLUMN_ORDER(REBUILD_ONLY),
  UNIQUE_ADDED(BREAKS_WRITERS),
  /** A reader may meet two rows where it expects one. */
  UNIQUE_REMOVED(BREAKS_READERS, REBUILD_ONLY),
  /** Weights of bm25 go by the position of a column, and matches by the tokenizer. */
  FULL_TEXT(BREAKS_READERS, BREAKS_WRITERS),
  INDEX_ADDED(REBUILD_ONLY),
  /** Rows that were accepted are refused. */
  UNIQUE_INDEX_ADDED(BREAKS_WRITERS),
  /** Readers are slower; a writer asks for exactly the declared indexes. */
  INDEX_REMOVED(BREAKS_WRITERS),
  INDEX_RENAMED(BREAKS_WRITERS),
  INDEX_CHANGED(BREAKS_WRITERS),
  /** The gate lets nobody near a table with a trigger. */
  TRIGGER_ADDED(BREAKS_READERS),
  TRIGGER_REMOVED(BREAKS_WRITERS),
  /** A table whose name has other capitals: the same name for SQLite and for the gate. */
  LETTER_CASE(COSMETIC),
  /** A database holds what the other side does not declare, and nothing reads it. */
  NOT_DECLARED(COSMETIC);

  private final ChangeClass whenRead;
  private final ChangeClass otherwise;

  ChangeKind(ChangeClass always) {
    this(always, always);
  }

  ChangeKind(ChangeClass whenRead, ChangeClass otherwise) {
    this.whenRead = whenRead;
    this.otherwise = otherwise;
  }

  ChangeClass classify(boolean isRead) {
    return isRead ? whenRead : otherwise;
  }

  /** As printed, for example {@code column removed}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
