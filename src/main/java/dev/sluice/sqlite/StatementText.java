package dev.sluice.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The text of an SQL statement, divided as SQLite's tokenizer divides it. */
final class StatementText {
  private static final String VIRTUAL_TABLE = "CREATE VIRTUAL TABLE ";

  private static final Set<String> CLAUSES =
      Set.of("AUTOINCREMENT", "CHECK", "COLLATE", "CONFLICT", "DESC", "REFERENCES");

  private StatementText() {}

  /**
   * The statement without comments, with one space where SQLite takes any number of them, and none
   * beside parentheses and commas; quoted text stays as it is. Statements of equal normal form have
   * equal tokens. A virtual table gets its arguments as they were written: what is between two of
   * their tokens stays, unless it is spaces.
   */
  static String normalForm(String statement) {
    var normal = new StringBuilder(statement.length());
    boolean verbatim = false;
    int start = afterGap(statement, 0);
    while (start < statement.length()) {
      int end = afterToken(statement, start);
      verbatim |= statement.charAt(start) == '(' && isOfVirtualTable(normal);
      normal.append(statement, start, end);
      start = afterGap(statement, end);
      if (start > end
          && start < statement.length()
          && !standsAlone(statement.charAt(end - 1))
          && !standsAlone(statement.charAt(start))) {
        String gap = statement.substring(end, start);
        normal.append(verbatim && !isOfSpaces(gap) ? gap : " ");
      }
    }
    return normal.toString();
  }

  private static boolean isOfVirtualTable(CharSequence head) {
    return head.length() > VIRTUAL_TABLE.length()
        && VIRTUAL_TABLE.equalsIgnoreCase(head.subSequence(0, VIRTUAL_TABLE.length()).toString());
  }

  private static boolean isOfSpaces(String gap) {
    return gap.chars().allMatch(c -> c == ' ');
  }

  /** The tokens of a statement; what is between two of them counts as tokens of one character. */
  static List<String> tokens(String statement) {
    var tokens = new ArrayList<String>();
    for (int i = 0; i < statement.length(); ) {
      int end = afterToken(statement, i);
      tokens.add(statement.substring(i, end));
      i = end;
    }
    return tokens;
  }

  /**
   * What a CREATE TABLE statement says that no report on the table tells, and that changes what
   * rows it takes or finds: of {@link #CLAUSES} those that occur, a collation with its name.
   */
  static List<String> clauses(String createTable) {
    List<String> tokens = tokens(normalForm(createTable));
    var clauses = new TreeSet<String>();
    for (int i = 0; i < tokens.size(); i++) {
      String word = tokens.get(i).toUpperCase(Locale.ROOT);
      if (CLAUSES.contains(word)) {
        boolean named = word.equals("COLLATE") && i + 2 < tokens.size();
        clauses.add(named ? word + " " + tokens.get(i + 2).toUpperCase(Locale.ROOT) : word);
      }
    }
    return List.copyOf(clauses);
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
  private static int afterToken(String text, int start) {
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
