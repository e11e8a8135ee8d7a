package dev.sluice.producer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSQueryCursor;
import org.treesitter.TSQueryMatch;
import org.treesitter.TSReader;

/**
 * A tree-sitter parser with its buffers; used by one thread at a time, owns native memory until
 * closed. The text goes in as UTF-16, so that a byte offset is twice a string offset.
 */
final class SyntaxParser implements AutoCloseable {
  private static final int READ_BYTES = 1 << 14;

  /**
   * Text that parses takes about one step (100 parser operations) for 100 characters; garbage can
   * take a hundred times that. Counting steps rather than time keeps the result the same on every
   * machine.
   */
  private static final int FREE_STEPS = 1_000;

  private static final int CHARACTERS_PER_STEP = 40;
  private static final int MAX_STEPS = 100_000;

  private final TSParser parser = new TSParser();
  private final TSQueryCursor cursor = new TSQueryCursor();
  private final byte[] buffer = new byte[READ_BYTES];

  /**
   * What a text holds by its language's query.
   *
   * @param complete false if parts of the text are no valid syntax
   */
  record Parse(List<SyntaxNode> nodes, boolean complete) {}

  /** The parse, or null if the text would take too long: then it is not of this language. */
  Parse parse(Language language, String text) {
    Grammar grammar = language.grammar();
    if (!parser.setLanguage(grammar.language())) {
      throw new IllegalStateException(language + ": the grammar does not fit the parser");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
    int limit = Math.min(MAX_STEPS, FREE_STEPS + text.length() / CHARACTERS_PER_STEP);
    int[] steps = new int[1];
    try (var tree =
        parser.parseWithOptions(
            buffer,
            null,
            reader(bytes),
            TSInputEncoding.TSInputEncodingUTF16LE,
            state -> ++steps[0] > limit)) {
      if (tree == null) {
        parser.reset();
        return null;
      }
      TSNode root = tree.getRootNode();
      return new Parse(matches(grammar, root, text), !root.hasError());
    }
  }

  private static TSReader reader(byte[] bytes) {
    return (target, offset, position) -> {
      int length = Math.max(0, Math.min(target.length, bytes.length - offset));
      System.arraycopy(bytes, Math.min(offset, bytes.length), target, 0, length);
      return length;
    };
  }

  private List<SyntaxNode> matches(Grammar grammar, TSNode root, String text) {
    var nodes = new ArrayList<SyntaxNode>();
    var match = new TSQueryMatch();
    cursor.exec(grammar.query(), root);
    while (cursor.nextMatch(match)) {
      nodes.add(node(grammar, match, text));
    }
    return nodes;
  }

  private static SyntaxNode node(Grammar grammar, TSQueryMatch match, String text) {
    String role = null;
    TSNode subject = null;
    TSNode body = null;
    String receiver = "";
    String name = "";
    for (var capture : match.getCaptures()) {
      TSNode node = capture.getNode();
      switch (grammar.captureNames()[capture.getIndex()]) {
        case "name" -> name = span(node).of(text);
        case "declarator" -> name = span(declared(node)).of(text);
        case "type" -> name = typeName(span(node).of(text));
        case "receiver" -> receiver = typeName(span(node).of(text)) + ".";
        case "body" -> body = node;
        default -> {
          role = grammar.captureNames()[capture.getIndex()];
          subject = node;
        }
      }
    }
    Span span = span(subject);
    if (role.equals(SyntaxNode.IMPORT)) {
      return new SyntaxNode(role, match.getPatternIndex(), span, span.of(text), span.end());
    }
    int bodyStart =
        Character.isUpperCase(role.charAt(0)) ? bodyStart(subject, body, span) : span.end();
    return new SyntaxNode(
        role, match.getPatternIndex(), span, plainName(receiver + name), bodyStart);
  }

  private static Span span(TSNode node) {
    return new Span(node.getStartByte() / 2, node.getEndByte() / 2);
  }

  /** The name inside a C declarator: pointers, parameters and arrays are wrapped around it. */
  private static TSNode declared(TSNode declarator) {
    TSNode node = declarator;
    while (true) {
      TSNode inner = node.getChildByFieldName("declarator");
      if (inner.isNull() && node.getType().endsWith("reference_declarator")) {
        inner = node.getNamedChild(node.getNamedChildCount() - 1);
      }
      if (inner.isNull()) {
        return node;
      }
      node = inner;
    }
  }

  private static int bodyStart(TSNode subject, TSNode captured, Span span) {
    TSNode body = captured == null ? subject.getChildByFieldName("body") : captured;
    if (body.isNull() && subject.getNamedChildCount() > 0) {
      // Kotlin's grammar names no fields; its bodies come last.
      TSNode last = subject.getNamedChild(subject.getNamedChildCount() - 1);
      body = last.getType().endsWith("_body") ? last : body;
    }
    return body.isNull() ? span.end() : body.getStartByte() / 2;
  }

  /** A type without reference marks and type arguments. */
  private static String typeName(String type) {
    String bare = type.replaceAll("^[&*\\s]+|[<\\[].*$", "");
    return bare.isEmpty() ? type : bare;
  }

  private static String plainName(String name) {
    return Texts.collapsed(name.replace("::", ".")).replaceAll("^[\"'`]|[\"'`]$", "");
  }

  @Override
  public void close() {
    cursor.close();
    parser.close();
  }
}
