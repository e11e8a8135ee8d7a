package dev.sluice.schema;

import java.util.Locale;

/**
 * A column as the catalog reports it.
 *
 * @param type the declared type in upper case; empty if none
 * @param keyPosition 1-based position in the primary key, 0 if not part of it
 * @param hidden 0 for an ordinary column, 1 for a hidden one of a virtual table, 2 and 3 for
 *     generated ones, as {@code pragma table_xinfo} numbers them
 */
public record Column(String name, String type, boolean notNull, int keyPosition, int hidden) {
  public Column {
    type = type.toUpperCase(Locale.ROOT);
  }

  /** The column as one line of the catalog's text. */
  String describe() {
    var text = new StringBuilder("column ").append(name);
    if (!type.isEmpty()) {
      text.append(' ').append(type);
    }
    if (notNull) {
      text.append(" not-null");
    }
    if (keyPosition > 0) {
      text.append(" key-").append(keyPosition);
    }
    if (hidden > 0) {
      text.append(hidden == 1 ? " hidden" : " generated");
    }
    return text.toString();
  }
}
