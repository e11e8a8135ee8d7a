package dev.sluice.producer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSQueryCursor;
import org.treesitter.TSQueryMatch;
import org.treesitter.TSReader;
import org.treesitter.TSTreeCursor;

/**
 * A tree-sitter parser with its buffers; used by one thread at a time, owns native memory until
 * closed. The text goes in as UTF-16, so that a byte offset is twice a string offset.
 */
final class SyntaxParser implements AutoCloseable {
  private static final int READ_BYTES = 1 << 14;

  /**
   * A node that is an error has all its tokens as children, and the query looks ahead from each of
   * them for a later one with a name. Other nodes keep theirs in a balanced tree.
   */
  private static final int MAX_ERROR_TOKENS = 4_000;

  private final TSParser parser = new TSParser();
  private final TSQueryCursor cursor = new TSQueryCursor();
  private final byte[] buffer = new byte[READ_BYTES];

  /**
   * What a text holds by its language's query.
   *
   * @param wrappers for a span that is wrapped by text that belongs to it, such as {@code export},
   *     the span of both
   * @param complete false if parts of the text are no valid syntax
   */
  record Parse(List<SyntaxNode> nodes, Map<Span, Span> wrappers, boolean complete) {}

  /** The parse, or null if the text would take too long: then it is not of this language. */
  Parse parse(Language language, String text) {
    if (!language.canRead(text)) {
      return null;
    }
    String parsed = Repetition.hidden(text);
    Grammar grammar = language.grammar();
    if (!parser.setLanguage(grammar.language())) {
      throw new IllegalStateException(language + ": the grammar does not fit the parser");
    }
    byte[] bytes = parsed.getBytes(StandardCharsets.UTF_16LE);
    var budget = new ParseBudget();
    try (var tree =
        parser.parseWithOptions(
            buffer, null, reader(bytes), TSInputEncoding.TSInputEncodingUTF16LE, budget::isSpent)) {
      if (tree == null) {
        parser.reset();
        return null;
      }
      TSNode root = tree.getRootNode();
      return isTangled(root) ? null : parse(grammar, root, text, parsed.equals(text));
    }
  }

  private static TSReader reader(byte[] bytes) {
    return (target, offset, position) -> {
      int length = Math.max(0, Math.min(target.length, bytes.length - offset));
      System.arraycopy(bytes, Math.min(offset, bytes.length), target, 0, length);
      return length;
    };
  }

  /** Whether an error took in more than a mistake would. */
  private static boolean isTangled(TSNode root) {
    try (var walk = new TSTreeCursor(root)) {
      while (true) {
        TSNode node = walk.currentNode();
        if (node.isError() && node.getChildCount() > MAX_ERROR_TOKENS) {
          return true;
        }
        boolean below = node.hasError() && walk.gotoFirstChild();
        while (!below && !walk.gotoNextSibling()) {
          if (!walk.gotoParent()) {
            return false;
          }
        }
      }
    }
  }

  private Parse parse(Grammar grammar, TSNode root, String text, boolean whole) {
    var nodes = new ArrayList<SyntaxNode>();
    Map<Span, Span> wrappers = new HashMap<>();
    var match = new TSQueryMatch();
    cursor.exec(grammar.query(), root);
    while (cursor.nextMatch(match)) {
      Map<String, TSNode> captures = captures(grammar, match);
      TSNode wrapped = captures.get("wrapped");
      if (wrapped == null) {
        nodes.add(node(match.getPatternIndex(), captures, text));
      } else {
        wrappers.put(span(wrapped), span(captures.get("wrapper")));
      }
    }
    return new Parse(nodes, wrappers, whole && !root.hasError());
  }

  private static Map<String, TSNode> captures(Grammar grammar, TSQueryMatch match) {
    Map<String, TSNode> captures = new HashMap<>();
    for (var capture : match.getCaptures()) {
      captures.put(grammar.captureNames()[capture.getIndex()], capture.getNode());
    }
    return captures;
  }

  private static SyntaxNode node(int pattern, Map<String, TSNode> captures, String text) {
    TSNode body = captures.remove("body");
    TSNode member = captures.remove("member");
    String name = member == null ? name(captures, text) : plainName(span(member).of(text));
    // What is left is the node the pattern is about, named by its role.
    var subject = captures.entrySet().iterator().next();
    boolean constructor = member != null && name.equals("constructor");
    String role = constructor ? "ConstructorDeclaration" : subject.getKey();
    Span span = span(subject.getValue());
    if (SyntaxNode.isDeclaration(role)) {
      int bodyStart = bodyStart(subject.getValue(), body, span);
      return new SyntaxNode(role, pattern, span, name, bodyStart);
    }
    String said = role.equals(SyntaxNode.SCOPE) ? name : span.of(text);
    return new SyntaxNode(role, pattern, span, said, span.end());
  }

  private static String name(Map<String, TSNode> captures, String text) {
    TSNode name = captures.remove("name");
    TSNode declarator = captures.remove("declarator");
    TSNode type = captures.remove("type");
    TSNode receiver = captures.remove("receiver");
    if (type != null) {
      return typeName(span(type).of(text));
    }
    String plain =
        declarator != null
            ? CppNames.of(declarator, text)
            : name == null ? "" : plainName(span(name).of(text));
    return receiver == null ? plain : typeName(span(receiver).of(text)) + "." + plain;
  }

  static Span span(TSNode node) {
    return new Span(node.getStartByte() / 2, node.getEndByte() / 2);
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
    String bare = type.replaceAll("(?s)^[&*\\s]+|[<\\[].*$", "");
    return plainName(bare.isEmpty() ? type : bare);
  }

  static String plainName(String name) {
    return Texts.collapsed(name.replace("::", ".")).replaceAll("^[\"'`]|[\"'`]$", "");
  }

  @Override
  public void close() {
    cursor.close();
    parser.close();
  }
}
