package dev.sluice.sqlite;

/** The text of an SQL statement, divided as SQLite's tokenizer divides it. */
final class StatementText {
  private StatementText() {}

  /**
   * The statement without comments, with one space where SQLite takes any number of them, and none
   * beside parentheses and commas; quoted text stays as it is. Statements of equal normal form have
   * equal tokens.
   */
  static String normalForm(String statement) {
    var normal = new StringBuilder(statement.length());
    int start = afterGap(statement, 0);
    while (start < statement.length()) {
      int end = afterToken(statement, start);
      normal.append(statement, start, end);
      start = afterGap(statement, end);
      if (start > end
          && start < statement.length()
          && !standsAlone(statement.charAt(end - 1))
          && !standsAlone(statement.charAt(start))) {
        normal.append(' ');
      }
    }
    return normal.toString();
  }

  private static boolean standsAlone(char c) {
    return c == '(' || c == ')' || c == ',';
  }

  /** The end of the spaces and comments that begin here, if any do. */
  private static int afterGap(String text, int start) {
    int end = start;
    while (end < text.length()) {
      switch (text.charAt(end)) {
        case ' ', '\t', '\n', '\f', '\r' -> end++;
        case '-' -> {
          if (!text.startsWith("--", end)) {
            return end;
          }
          end = after(text, "\n", end);
        }
        case '/' -> {
          if (!text.startsWith("/*", end)) {
            return end;
          }
          end = after(text, "*/", end + 2);
        }
        default -> {
          return end;
        }
      }
    }
    return end;
  }

  /** The end of the quoted text or the word that begins here, or else of the character. */
  static int afterToken(String text, int start) {
    return switch (text.charAt(start)) {
      case '\'', '"', '`' -> after(text, text.substring(start, start + 1), start + 1);
      case '[' -> after(text, "]", start + 1);
      default -> afterWord(text, start);
    };
  }

  private static int afterWord(String text, int start) {
    int end = start + 1;
    if (isOfWord(text.charAt(start))) {
      while (end < text.length() && isOfWord(text.charAt(end))) {
        end++;
      }
    }
    return end;
  }

  private static boolean isOfWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }

  private static int after(String text, String end, int from) {
    int found = text.indexOf(end, from);
    return found < 0 ? text.length() : found + end.length();
  }
}
