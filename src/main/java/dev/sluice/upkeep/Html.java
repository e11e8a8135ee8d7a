package dev.sluice.upkeep;

/**
 * Writes HTML and SVG. Whatever stands in text or in the value of an attribute is escaped; names of
 * tags and attributes are those of the page's own code.
 */
final class Html {
  private final StringBuilder out = new StringBuilder();

  /** An opening tag, with attributes as names and values by turns. */
  Html open(String tag, Object... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(String.valueOf(attributes[i + 1]));
      out.append('"');
    }
    out.append('>');
    return this;
  }

  Html close(String tag) {
    out.append("</").append(tag).append(">\n");
    return this;
  }

  Html text(String text) {
    escape(text);
    return this;
  }

  /** A tag around a text. */
  Html element(String tag, String text, Object... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** A row of cells. */
  Html row(String cell, String... texts) {
    open("tr");
    for (String text : texts) {
      element(cell, text);
    }
    return close("tr");
  }

  /** Markup of this program, as it is. */
  Html markup(String markup) {
    out.append(markup);
    return this;
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append(' ');
                default -> out.appendCodePoint(isFit(c) ? c : 0xFFFD);
              }
            });
  }

  /** Neither a control character, nor half of a pair, nor one that turns the text around it. */
  private static boolean isFit(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> false;
      default -> true;
    };
  }

  /** Begins a table that {@link #endTable} ends, in a box that scrolls. */
  void table(String... heads) {
    open("div", "class", "wide").open("table").open("thead").row("th", heads);
    close("thead").open("tbody");
  }

  void endTable() {
    close("tbody").close("table").close("div");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
