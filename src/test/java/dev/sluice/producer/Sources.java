package dev.sluice.producer;

import java.util.List;
import java.util.stream.Collectors;

/** Chunks of texts, for tests. */
final class Sources {
  private Sources() {}

  static Outline outline(String extension, String text) {
    try (var parser = new SyntaxParser()) {
      var parse = parser.parse(Language.of(extension), text);
      return parse == null ? Outline.NONE : OutlineBuilder.outline(SourceText.of(text), parse);
    }
  }

  static List<Piece> pieces(String extension, String text) {
    return CodeChunks.of(SourceText.of(text), outline(extension, text));
  }

  /** One line for each chunk: its lines, kind and name. */
  static String describe(String extension, String text) {
    var source = SourceText.of(text);
    return pieces(extension, text).stream()
        .map(
            piece ->
                source.lineAt(piece.span().start())
                    + "-"
                    + source.lineAt(piece.span().end() - 1)
                    + " "
                    + (piece.kind() + " " + piece.name()).strip()
                    + "\n")
        .collect(Collectors.joining());
  }
}
