package dev.sluice.producer;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts the matches of a language's query together: who encloses, documents and wraps whom. */
final class OutlineBuilder {
  private static final int MAX_SIGNATURE = 500;
  private static final int MAX_DOC = 4_000;

  /**
   * How deep declarations stand in one another; those further in are part of the text around them.
   * Every level is a chunk that holds the text of all levels inside it.
   */
  private static final int MAX_DEPTH = 32;

  /** Enclosing before enclosed, the winning pattern first. */
  private static final Comparator<SyntaxNode> ORDER =
      comparingInt((SyntaxNode node) -> node.span().start())
          .thenComparing(comparingInt((SyntaxNode node) -> node.span().end()).reversed())
          .thenComparing(SyntaxNode::pattern);

  private final SourceText source;
  private final List<SyntaxNode> nodes;
  private final Map<Span, Span> wrappers;
  private final Preludes preludes;

  /** Docstrings by where they start, which is where the body they document starts. */
  private final Map<Integer, SyntaxNode> docstrings = new TreeMap<>();

  private final List<Declaration> declarations = new ArrayList<>();

  private OutlineBuilder(SourceText source, SyntaxParser.Parse parse) {
    this.source = source;
    this.nodes = parse.nodes().stream().sorted(ORDER).toList();
    this.wrappers = parse.wrappers();
    this.preludes = Preludes.of(source, nodes);
    for (SyntaxNode node : nodes) {
      if (node.role().equals(SyntaxNode.DOCSTRING)) {
        docstrings.put(node.span().start(), node);
      }
    }
  }

  static Outline outline(SourceText source, SyntaxParser.Parse parse) {
    var builder = new OutlineBuilder(source, parse);
    builder.collectDeclarations();
    return new Outline(
        builder.declarations, builder.comments(), builder.imports(), parse.complete());
  }

  private void collectDeclarations() {
    Deque<Declaration> enclosing = new ArrayDeque<>();
    SyntaxNode previous = null;
    for (SyntaxNode node : nodes) {
      boolean twin = previous != null && previous.span().equals(node.span());
      if (node.role().equals(SyntaxNode.SCOPE)) {
        enter(node, enclosing);
      }
      if (node.isDeclaration() && !twin) {
        add(node, enclosing);
        previous = node;
      }
    }
    declarations.sort(
        comparing(
            Declaration::span,
            comparingInt(Span::start).thenComparing(comparingInt(Span::end).reversed())));
  }

  /** Leaves what the node is not in; false if it is in too much to be entered. */
  private static boolean leaveUpTo(SyntaxNode node, Deque<Declaration> enclosing) {
    while (!enclosing.isEmpty() && !enclosing.peek().span().contains(node.span())) {
      enclosing.pop();
    }
    return enclosing.size() < MAX_DEPTH;
  }

  private static void enter(SyntaxNode scope, Deque<Declaration> enclosing) {
    if (leaveUpTo(scope, enclosing)) {
      String name = qualified(enclosing.peek(), scope.name());
      enclosing.push(new Declaration(scope.role(), name, scope.span(), "", null));
    }
  }

  private void add(SyntaxNode node, Deque<Declaration> enclosing) {
    if (!leaveUpTo(node, enclosing)) {
      return;
    }
    Span wrapped = wrapped(node.span());
    Declaration parent = enclosing.peek();
    String name = qualified(parent, node.name());
    boolean method =
        node.role().equals("FunctionDeclaration")
            && parent != null
            && Declaration.isType(parent.kind());
    Preludes.Claim claim = preludes.claim(wrapped.start(), name);
    String docstring = docstring(node);
    String doc = docstring == null ? claim.doc() : docstring;
    int signatureEnd = Math.min(node.bodyStart(), wrapped.end());
    var declaration =
        new Declaration(
            method ? "MethodDeclaration" : node.role(),
            name,
            new Span(claim.start(), source.trimmed(claim.start(), wrapped.end()).end()),
            signature(new Span(wrapped.start(), signatureEnd)),
            doc == null ? null : Texts.truncated(doc, MAX_DOC));
    enclosing.push(declaration);
    declarations.add(declaration);
  }

  private Span wrapped(Span span) {
    Span outermost = span;
    Span wrapper = wrappers.get(span);
    while (wrapper != null && !wrapper.equals(outermost)) {
      outermost = wrapper;
      wrapper = wrappers.get(outermost);
    }
    return outermost;
  }

  private static String qualified(Declaration parent, String name) {
    if (parent == null || parent.name().isEmpty()) {
      return name;
    }
    return name.isEmpty() ? parent.name() : parent.name() + "." + name;
  }

  private String signature(Span span) {
    // A bound before collapsing keeps a megabyte of initializer out of the regular expression.
    String head = source.text().substring(span.start(), Math.min(span.end(), span.start() + 4_000));
    return Texts.truncated(Texts.collapsed(head), MAX_SIGNATURE);
  }

  private String docstring(SyntaxNode declaration) {
    SyntaxNode literal = docstrings.get(declaration.bodyStart());
    return literal == null ? null : CommentText.ofDocstring(literal.span().of(source.text()));
  }

  private List<Comment> comments() {
    List<Comment> comments = preludes.comments();
    for (SyntaxNode literal : docstrings.values()) {
      String text = CommentText.ofDocstring(literal.span().of(source.text()));
      comments.add(new Comment("Docstring", literal.span(), null, text));
    }
    comments.sort(comparingInt(comment -> comment.span().start()));
    return owned(comments);
  }

  /** Gives comments without an owner the innermost declaration they are in. */
  private List<Comment> owned(List<Comment> comments) {
    var owned = new ArrayList<Comment>(comments.size());
    Deque<Declaration> enclosing = new ArrayDeque<>();
    int next = 0;
    for (Comment comment : comments) {
      while (next < declarations.size()
          && declarations.get(next).span().start() <= comment.span().start()) {
        enclosing.push(declarations.get(next++));
      }
      while (!enclosing.isEmpty() && !enclosing.peek().span().contains(comment.span())) {
        enclosing.pop();
      }
      String around = enclosing.isEmpty() ? "" : enclosing.peek().name();
      String owner = comment.owner() == null ? around : comment.owner();
      owned.add(new Comment(comment.kind(), comment.span(), owner, comment.text()));
    }
    return owned;
  }

  private List<String> imports() {
    var imports = new LinkedHashSet<String>();
    for (SyntaxNode node : nodes) {
      if (node.role().equals(SyntaxNode.IMPORT)) {
        imports.add(Texts.collapsed(node.name().replaceAll("^[\"'`<]|[\"'`>]$", "")));
      }
    }
    return List.copyOf(imports);
  }
}
