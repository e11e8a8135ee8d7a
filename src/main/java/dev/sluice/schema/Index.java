package dev.sluice.schema;

/**
 * An index made by CREATE INDEX.
 *
 * @param columns in order, for example {@code mode, file}; a descending column or one of another
 *     collation than BINARY says so, an expression is {@code <expression>}
 */
public record Index(String name, String table, boolean unique, boolean partial, String columns) {

  /** The index as one line of the catalog's text. */
  String describe() {
    return "index "
        + name
        + (unique ? " unique" : "")
        + " on "
        + table
        + " ("
        + columns
        + ")"
        + (partial ? " partial" : "");
  }
}
