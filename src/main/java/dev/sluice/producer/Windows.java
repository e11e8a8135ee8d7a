package dev.sluice.producer;

import java.util.List;

/**
 * Text without structure, cut into windows of lines. A window holds at most 50 lines and 8,000
 * characters; a longer line is cut behind a word where one ends in reach.
 */
final class Windows {
  private static final int MAX_LINES = 50;
  private static final int MAX_CHARACTERS = 8_000;

  /** How far back a cut looks for the end of a word. */
  private static final int WORD_REACH = 200;

  private Windows() {}

  /** Adds the windows of the span that have at least one word, in order, without overlap. */
  static void collect(SourceText source, Span span, String kind, List<Piece> pieces) {
    int start = span.start();
    while (start < span.end()) {
      int end = Math.min(span.end(), end(source, start));
      Span window = source.trimmed(start, end);
      if (source.hasWord(window)) {
        pieces.add(Piece.of(kind, "", window));
      }
      start = end;
    }
  }

  private static int end(SourceText source, int start) {
    int first = source.lineAt(start);
    int last = Math.min(source.lineCount(), first + MAX_LINES - 1);
    while (last > first && source.lineEnd(last) - start > MAX_CHARACTERS) {
      last--;
    }
    int end = source.lineEnd(last);
    return end - start <= MAX_CHARACTERS ? end : insideLine(source.text(), start);
  }

  private static int insideLine(String text, int start) {
    int end = Texts.cut(text, start, MAX_CHARACTERS);
    for (int cut = end; cut > end - WORD_REACH; cut--) {
      if (!Character.isLetterOrDigit(text.codePointBefore(cut))
          && !Character.isLowSurrogate(text.charAt(cut))) {
        return cut;
      }
    }
    return end;
  }
}
