package dev.sluice.producer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The chunks of code: declarations, and windows over the text that is in none of them. */
final class CodeChunks {
  /** Text of a file with declarations that is in none of them. */
  static final String TOP_LEVEL = "TopLevel";

  /** Text of a file without declarations. */
  static final String WINDOW = "Window";

  private CodeChunks() {}

  static List<Piece> of(SourceText source, Outline outline) {
    var pieces = new ArrayList<Piece>();
    String rest = outline.declarations().isEmpty() ? WINDOW : TOP_LEVEL;
    int covered = 0;
    for (Declaration declaration : outline.declarations()) {
      Span span = declaration.span();
      if (span.start() > covered) {
        Windows.collect(source, gap(source, covered, span.start()), rest, pieces);
      }
      covered = Math.max(covered, span.end());
      pieces.add(
          new Piece(
              declaration.kind(),
              declaration.name(),
              span,
              declaration.signature(),
              declaration.doc()));
    }
    Windows.collect(source, gap(source, covered, source.text().length()), rest, pieces);
    pieces.sort(Comparator.comparingInt(piece -> piece.span().start()));
    return pieces;
  }

  /** The text between declarations, without lines before its first word such as {@code };}. */
  private static Span gap(SourceText source, int start, int end) {
    int from = start;
    while (from < end) {
      int next = Math.min(end, source.lineEnd(source.lineAt(from)));
      if (source.hasWord(new Span(from, next))) {
        break;
      }
      from = next;
    }
    return new Span(from, end);
  }
}
