package dev.sluice.schema.review;

/**
 * What a declared type makes of the values stored under it, by the rules of section 3.1 of
 * "Datatypes in SQLite", in their order.
 */
enum Affinity {
  INTEGER,
  TEXT,
  BLOB,
  REAL,
  NUMERIC;

  /**
   * The affinity of a type.
   *
   * @param type in upper case
   */
  static Affinity of(String type) {
    if (type.contains("INT")) {
      return INTEGER;
    }
    if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
      return TEXT;
    }
    if (type.contains("BLOB") || type.isEmpty()) {
      return BLOB;
    }
    if (type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB")) {
      return REAL;
    }
    return NUMERIC;
  }
}
