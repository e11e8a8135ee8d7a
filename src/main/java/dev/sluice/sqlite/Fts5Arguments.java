package dev.sluice.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The module and arguments of a CREATE VIRTUAL TABLE statement in normal form: comments, quotes and
 * spacing do not count, options stand as {@code name=value} after the columns, in sorted order.
 */
final class Fts5Arguments {
  private static final Pattern USING =
      Pattern.compile(
          "\\bUSING\\s+(\\w+)\\s*(?:\\((.*)\\))?\\s*$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private Fts5Arguments() {}

  static List<String> parse(String createStatement) {
    String statement = StatementText.normalForm(createStatement);
    Matcher matcher = USING.matcher(statement);
    if (!matcher.find()) {
      return List.of(statement.strip());
    }
    var columns = new ArrayList<String>();
    var options = new ArrayList<String>();
    if (matcher.group(2) != null) {
      for (String argument : split(matcher.group(2))) {
        int equals = argument.indexOf('=');
        if (equals < 0) {
          columns.add(argument);
        } else {
          options.add(
              argument.substring(0, equals).strip()
                  + "="
                  + unquoted(argument.substring(equals + 1).strip()));
        }
      }
    }
    options.sort(null);
    var all = new ArrayList<String>();
    all.add(matcher.group(1));
    all.addAll(columns);
    all.addAll(options);
    return all;
  }

  /** Splits at commas outside quotes. */
  private static List<String> split(String arguments) {
    var parts = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i < arguments.length(); i = StatementText.afterToken(arguments, i)) {
      if (arguments.charAt(i) == ',') {
        parts.add(arguments.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.add(arguments.substring(start).strip());
    return parts;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && "'\"`".indexOf(value.charAt(0)) >= 0
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
