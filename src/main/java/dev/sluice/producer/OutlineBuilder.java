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

  /** Enclosing before enclosed, the winning pattern first. */
  private static final Comparator<SyntaxNode> ORDER =
      comparingInt((SyntaxNode node) -> node.span().start())
          .thenComparing(comparingInt((SyntaxNode node) -> node.span().end()).reversed())
          .thenComparing(SyntaxNode::pattern);

  private final SourceText source;
  private final List<SyntaxNode> nodes;
  private final Map<Span, Span> wrappers;

  /** Runs of comments and attributes by where they end. */
  private final TreeMap<Integer, Prefix> prefixes = new TreeMap<>();

  /** Docstrings by where they start, which is where the body they document starts. */
  private final Map<Integer, SyntaxNode> docstrings = new TreeMap<>();

  private final List<Declaration> declarations = new ArrayList<>();

  /** What may stand before a declaration and belong to it. */
  private static final class Prefix {
    private final Span span;
    private final boolean comment;
    private String owner;

    Prefix(Span span, boolean comment) {
      this.span = span;
      this.comment = comment;
    }
  }

  private OutlineBuilder(SourceText source, SyntaxParser.Parse parse) {
    this.source = source;
    this.nodes = parse.nodes().stream().sorted(ORDER).toList();
    this.wrappers = parse.wrappers();
  }

  static Outline outline(SourceText source, SyntaxParser.Parse parse) {
    var builder = new OutlineBuilder(source, parse);
    builder.collectPrefixes();
    builder.collectDeclarations();
    return new Outline(
        builder.declarations, builder.comments(), builder.imports(), parse.complete());
  }

  private void collectPrefixes() {
    Prefix previous = null;
    for (SyntaxNode node : nodes) {
      if (node.role().equals(SyntaxNode.DOCSTRING)) {
        docstrings.put(node.span().start(), node);
      }
      boolean comment = node.role().equals(SyntaxNode.COMMENT);
      if (!comment && !node.role().equals(SyntaxNode.ATTRIBUTE)) {
        continue;
      }
      Span span = source.trimmed(node.span().start(), node.span().end());
      if (isInterpreterLine(span)) {
        continue;
      }
      if (comment && previous != null && previous.comment && continues(previous.span, span)) {
        prefixes.remove(previous.span.end());
        span = new Span(previous.span.start(), span.end());
      }
      previous = new Prefix(span, comment);
      prefixes.put(span.end(), previous);
    }
  }

  private boolean isInterpreterLine(Span span) {
    return span.start() == 0 && source.text().startsWith("#!");
  }

  /** Line comments on consecutive lines are one comment; a block comment stands for itself. */
  private boolean continues(Span run, Span next) {
    return !source.text().startsWith("/*", run.start())
        && !source.text().startsWith("/*", next.start())
        && startsLine(run)
        && startsLine(next)
        && source.lineAt(next.start()) == source.lineAt(run.end() - 1) + 1;
  }

  private boolean startsLine(Span span) {
    int lineStart = source.lineStart(source.lineAt(span.start()));
    return source.trimmed(lineStart, span.start()).start() == span.start();
  }

  private void collectDeclarations() {
    Deque<Declaration> enclosing = new ArrayDeque<>();
    SyntaxNode previous = null;
    for (SyntaxNode node : nodes) {
      boolean twin = previous != null && previous.span().equals(node.span());
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

  private void add(SyntaxNode node, Deque<Declaration> enclosing) {
    Span wrapped = wrapped(node.span());
    while (!enclosing.isEmpty() && !enclosing.peek().span().contains(node.span())) {
      enclosing.pop();
    }
    Declaration parent = enclosing.peek();
    String name = parent == null ? node.name() : qualified(parent.name(), node.name());
    boolean method =
        node.role().equals("FunctionDeclaration")
            && parent != null
            && Declaration.isType(parent.kind());
    String doc = docstring(node);
    int start = wrapped.start();
    for (Prefix prefix = before(start); prefix != null; prefix = before(start)) {
      start = prefix.span.start();
      prefix.owner = name;
      if (prefix.comment && doc == null) {
        doc = CommentText.ofComment(prefix.span.of(source.text()));
      }
    }
    int signatureEnd = Math.min(node.bodyStart(), wrapped.end());
    var declaration =
        new Declaration(
            method ? "MethodDeclaration" : node.role(),
            name,
            new Span(start, source.trimmed(start, wrapped.end()).end()),
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

  private static String qualified(String parent, String name) {
    return parent.isEmpty() ? name : name.isEmpty() ? parent : parent + "." + name;
  }

  private String signature(Span span) {
    // A bound before collapsing keeps a megabyte of initializer out of the regular expression.
    String head = source.text().substring(span.start(), Math.min(span.end(), span.start() + 4_000));
    return Texts.truncated(Texts.collapsed(head), MAX_SIGNATURE);
  }

  /** The comment or attribute on its own lines directly above, or null. */
  private Prefix before(int start) {
    var entry = prefixes.floorEntry(start);
    if (entry == null || entry.getValue().owner != null) {
      return null;
    }
    Span span = entry.getValue().span;
    String between =
        source
            .text()
            .substring(span.end(), Math.max(span.end(), Math.min(start, span.end() + 1_000)));
    boolean adjacent =
        start - span.end() <= 1_000
            && between.isBlank()
            && between.indexOf('\n') == between.lastIndexOf('\n');
    return adjacent && startsLine(span) ? entry.getValue() : null;
  }

  private String docstring(SyntaxNode declaration) {
    SyntaxNode literal = docstrings.get(declaration.bodyStart());
    return literal == null ? null : CommentText.ofDocstring(literal.span().of(source.text()));
  }

  private List<Comment> comments() {
    var comments = new ArrayList<Comment>();
    for (Prefix prefix : prefixes.values()) {
      if (prefix.comment) {
        String text = CommentText.ofComment(prefix.span.of(source.text()));
        boolean documents = prefix.owner != null;
        comments.add(
            new Comment(documents ? "DocComment" : "Comment", prefix.span, prefix.owner, text));
      }
    }
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
