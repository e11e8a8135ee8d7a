package dev.sluice.sqlite;

import java.util.ArrayList;
import java.util.List;

/**
 * The module and arguments of a CREATE VIRTUAL TABLE statement in normal form: spaces around them
 * and the quotes of values do not count, options stand as {@code name=value} after the columns, in
 * sorted order.
 */
final class Fts5Arguments {
  private Fts5Arguments() {}

  /** Those of a statement; of any other text the text itself, which equals none. */
  static List<String> parse(String createStatement) {
    String statement = StatementText.normalForm(createStatement);
    List<String> tokens = StatementText.tokens(statement);
    int using = 0;
    while (using < tokens.size() && !tokens.get(using).equalsIgnoreCase("USING")) {
      using++;
    }
    int module = using + 2;
    int open = using + 3;
    if (open + 1 >= tokens.size()
        || !tokens.get(open).equals("(")
        || !tokens.get(tokens.size() - 1).equals(")")) {
      return List.of(statement);
    }
    var columns = new ArrayList<String>();
    var options = new ArrayList<String>();
    for (String argument : split(tokens.subList(open + 1, tokens.size() - 1))) {
      int equals = argument.indexOf('=');
      if (equals < 0) {
        columns.add(argument);
      } else {
        options.add(
            withoutSpaces(argument.substring(0, equals))
                + "="
                + unquoted(withoutSpaces(argument.substring(equals + 1))));
      }
    }
    options.sort(null);
    var all = new ArrayList<String>();
    all.add(tokens.get(module));
    all.addAll(columns);
    all.addAll(options);
    return all;
  }

  /** Splits at commas outside quotes. */
  private static List<String> split(List<String> tokens) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    for (String token : tokens) {
      if (token.equals(",")) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(token);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  /** FTS5 knows no other space around its arguments. */
  private static String withoutSpaces(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) == ' ') {
      start++;
    }
    while (end > start && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(start, end);
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && "'\"`".indexOf(value.charAt(0)) >= 0
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
