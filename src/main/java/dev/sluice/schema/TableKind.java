package dev.sluice.schema;

import java.util.Locale;

/** What a name in the catalog stands for, as {@code pragma table_list} tells it. */
public enum TableKind {
  TABLE,
  WITHOUT_ROWID,
  VIEW,
  VIRTUAL,
  SHADOW;

  /** The kind as the catalog's text names it. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
