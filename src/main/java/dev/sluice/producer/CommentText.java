package dev.sluice.producer;

import java.util.regex.Pattern;

/** What comments and docstrings say, without the characters that make them comments. */
final class CommentText {
  private static final Pattern LINE_MARKERS =
      Pattern.compile("^[ \\t]*(?:/\\*+!?|\\*(?=\\s|$)|//[/!]*|#+!?)[ \\t]?", Pattern.MULTILINE);

  /** Starts at the first of the stars only, so that a line of a million is read once. */
  private static final Pattern CLOSING_MARKER = Pattern.compile("(?<!\\*)\\*++/$");

  private static final Pattern QUOTED =
      Pattern.compile("^[a-zA-Z]*(\"\"\"|'''|\"|')(.*)\\1$", Pattern.DOTALL);

  private CommentText() {}

  static String ofComment(String comment) {
    String open = CLOSING_MARKER.matcher(comment.strip()).replaceFirst("");
    return LINE_MARKERS.matcher(open).replaceAll("").strip();
  }

  static String ofDocstring(String literal) {
    var quoted = QUOTED.matcher(literal.strip());
    return (quoted.find() ? quoted.group(2) : literal).strip();
  }
}
