package dev.sluice.producer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** The chunks of prose: Markdown by its sections, everything else by windows. */
final class ProseChunks {
  /** Blocks only: what is inside a paragraph does not change where a section starts. */
  private static final Parser MARKDOWN =
      Parser.builder()
          .inlineParserFactory(context -> (lines, block) -> {})
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .maxOpenBlockParsers(100)
          .build();

  private record Title(int level, String text) {}

  private ProseChunks() {}

  static List<Piece> windows(SourceText source) {
    var pieces = new ArrayList<Piece>();
    Windows.collect(source, new Span(0, source.text().length()), "Window", pieces);
    return pieces;
  }

  /** A section reaches from its heading to the next; its name is the path of headings to it. */
  static List<Piece> sections(SourceText source) {
    var pieces = new ArrayList<Piece>();
    Deque<Title> path = new ArrayDeque<>();
    int start = 0;
    for (Node block = MARKDOWN.parse(source.text()).getFirstChild();
        block != null;
        block = block.getNext()) {
      if (block instanceof Heading heading) {
        int headingStart = heading.getSourceSpans().get(0).getInputIndex();
        addSection(source, new Span(start, headingStart), path, pieces);
        start = headingStart;
        while (!path.isEmpty() && path.peekLast().level() >= heading.getLevel()) {
          path.removeLast();
        }
        path.addLast(new Title(heading.getLevel(), titleOf(source, heading)));
      }
    }
    addSection(source, new Span(start, source.text().length()), path, pieces);
    return pieces;
  }

  private static void addSection(
      SourceText source, Span span, Deque<Title> path, List<Piece> pieces) {
    Span section = source.trimmed(span.start(), span.end());
    if (source.hasWord(section)) {
      String name = path.stream().map(Title::text).collect(Collectors.joining(" > "));
      pieces.add(Piece.of("Section", name, section));
    }
  }

  /** The words of a heading: of {@code # Title #} and of a title underlined by signs. */
  private static String titleOf(SourceText source, Heading heading) {
    String text =
        heading.getSourceSpans().stream()
            .map(
                span ->
                    source
                        .text()
                        .substring(span.getInputIndex(), span.getInputIndex() + span.getLength()))
            .collect(Collectors.joining(" "));
    return Texts.collapsed(text.replaceAll("^#+\\s*|\\s+(?:#+|=+|-+)\\s*$", ""));
  }
}
