package dev.sluice.schema.review;

/**
 * A token of SQL.
 *
 * @param text a quoted name without its quotes, a comment without its marks
 * @param line where it begins, 1-based
 * @param start offset of its first character
 * @param end offset after its last character
 */
record SqlToken(Kind kind, String text, int line, int start, int end) {
  /** What a token is. */
  enum Kind {
    /** A keyword or a name without quotes. */
    WORD,
    /** A name in quotes of any of SQLite's styles. */
    QUOTED_NAME,
    STRING,
    NUMBER,
    SYMBOL,
    COMMENT,
    /** After the last token. */
    END
  }

  /** Whether it is this keyword. */
  boolean is(String keyword) {
    return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
  }

  boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && text.charAt(0) == symbol;
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
  }

  /** For messages. */
  String describe() {
    return kind == Kind.END ? "the end of the file" : "'" + text + "'";
  }
}
