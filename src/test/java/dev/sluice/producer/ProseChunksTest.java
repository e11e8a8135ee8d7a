package dev.sluice.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.Tokenizer;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProseChunksTest {

  @Test
  void aSectionIsNamedByThePathOfHeadings() {
    var source =
        SourceText.of(
            """
            Words before.

            # Title of `it` #
            text

            Sub
            ---
            body
            ```
            # no heading
            ```
            ### Deep
            > # quoted is no section

            # Second
            """);
    assertEquals(
        List.of(
            "1 ",
            "3 Title of `it`",
            "6 Title of `it` > Sub",
            "12 Title of `it` > Sub > Deep",
            "15 Second"),
        ProseChunks.sections(source).stream()
            .map(piece -> source.lineAt(piece.span().start()) + " " + piece.name())
            .toList());
  }

  @Test
  void sectionsKeepEveryWordOfTheText() {
    String text = "a\r\n# b\r\nc\r\n\r\n## d\r\n\r\n- e\r\n";
    String kept =
        ProseChunks.sections(SourceText.of(text)).stream()
            .map(piece -> piece.span().of(text))
            .collect(Collectors.joining(" "));
    assertEquals(Tokenizer.tokens(text), Tokenizer.tokens(kept));
  }

  @Test
  void deepQuotesDoNotOverflowTheStack() {
    String deep = ">".repeat(50_000) + " words\n\n# Title\n";
    assertTrue(ProseChunks.sections(SourceText.of(deep)).size() >= 1);
  }

  @Test
  void aLongLineIsCutBetweenWords() {
    var source = SourceText.of("word \ud83d\ude00 ".repeat(5_000));
    List<Piece> windows = ProseChunks.windows(source);
    assertTrue(windows.size() > 4);
    for (Piece window : windows) {
      String text = window.span().of(source.text());
      assertTrue(text.startsWith("word") || text.startsWith("\ud83d\ude00"), text.substring(0, 9));
      assertTrue(text.length() <= 8_000);
    }
  }

  @Test
  void aWindowHoldsFiftyLines() {
    var source = SourceText.of("line\n".repeat(120));
    assertEquals(
        List.of(1, 51, 101),
        ProseChunks.windows(source).stream()
            .map(piece -> source.lineAt(piece.span().start()))
            .toList());
  }
}
