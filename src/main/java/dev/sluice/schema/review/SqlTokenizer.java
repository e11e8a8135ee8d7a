package dev.sluice.schema.review;

import dev.sluice.schema.review.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits SQL into tokens as SQLite's own tokenizer does, and keeps the comments. */
final class SqlTokenizer {
  private static final String SYMBOLS = "(),;.=+-*/%<>!|&~?:@#$";

  private final SourceFile file;
  private final String text;
  private final List<SqlToken> tokens = new ArrayList<>();
  private int position;
  private int line = 1;

  private SqlTokenizer(SourceFile file) {
    this.file = file;
    this.text = file.text();
  }

  /** All tokens and comments in order, the last one being {@link Kind#END}. */
  static List<SqlToken> tokens(SourceFile file) {
    var tokenizer = new SqlTokenizer(file);
    while (tokenizer.position < tokenizer.text.length()) {
      tokenizer.next();
    }
    tokenizer.add(Kind.END, "", tokenizer.position);
    return tokenizer.tokens;
  }

  private void next() {
    char c = text.charAt(position);
    if (c == '\n' || c == ' ' || c == '\t' || c == '\r' || c == '\f') {
      advanceTo(position + 1);
    } else if (text.startsWith("--", position)) {
      int end = text.indexOf('\n', position);
      end = end < 0 ? text.length() : end;
      add(Kind.COMMENT, text.substring(position + 2, end).strip(), end);
    } else if (text.startsWith("/*", position)) {
      int end = closing("*/", position + 2, "comment");
      add(Kind.COMMENT, text.substring(position + 2, end).strip(), end + 2);
    } else if (c == '\'') {
      quoted(Kind.STRING, '\'');
    } else if (c == '"' || c == '`') {
      quoted(Kind.QUOTED_NAME, c);
    } else if (c == '[') {
      int end = closing("]", position + 1, "name in brackets");
      add(Kind.QUOTED_NAME, text.substring(position + 1, end), end + 1);
    } else if (isDigit(c)) {
      run(Kind.NUMBER);
    } else if (isWordPart(c)) {
      run(Kind.WORD);
    } else if (SYMBOLS.indexOf(c) >= 0) {
      add(Kind.SYMBOL, String.valueOf(c), position + 1);
    } else {
      throw refuse(String.format("the character U+%04X is no SQL", (int) c));
    }
  }

  /** A quote inside is written twice. */
  private void quoted(Kind kind, char quote) {
    String mark = String.valueOf(quote);
    int end = closing(mark, position + 1, "text in quotes");
    while (text.startsWith(mark, end + 1)) {
      end = closing(mark, end + 2, "text in quotes");
    }
    String content = text.substring(position + 1, end).replace(mark + mark, mark);
    add(kind, content, end + 1);
  }

  private void run(Kind kind) {
    int end = position;
    while (end < text.length() && (isWordPart(text.charAt(end)) || isDigit(text.charAt(end)))) {
      end++;
    }
    add(kind, text.substring(position, end), end);
  }

  private int closing(String mark, int from, String what) {
    int found = text.indexOf(mark, from);
    if (found < 0) {
      throw refuse("this " + what + " does not end");
    }
    return found;
  }

  private void add(Kind kind, String content, int end) {
    tokens.add(new SqlToken(kind, content, line, position, end));
    advanceTo(end);
  }

  private void advanceTo(int end) {
    for (; position < end; position++) {
      if (text.charAt(position) == '\n') {
        line++;
      }
    }
  }

  private InvalidSchemaException refuse(String reason) {
    return new InvalidSchemaException(
        new Location(file.shownAs(), line), reason, "correct the line");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** SQLite takes every character beyond ASCII for a part of a name. */
  private static boolean isWordPart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }
}
