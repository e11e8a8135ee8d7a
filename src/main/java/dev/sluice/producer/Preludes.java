package dev.sluice.producer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The comments and attributes of a file: each may stand before a declaration and belong to it. */
final class Preludes {
  private static final Set<String> ROLES =
      Set.of(SyntaxNode.COMMENT, SyntaxNode.INNER_COMMENT, SyntaxNode.ATTRIBUTE);

  private final SourceText source;

  /** By where they end. */
  private final TreeMap<Integer, Prelude> byEnd = new TreeMap<>();

  /** A comment, line comments in a row, or an attribute. */
  private static final class Prelude {
    private final Span span;
    private final String role;
    private String owner;

    Prelude(Span span, String role) {
      this.span = span;
      this.role = role;
    }

    boolean isComment() {
      return !role.equals(SyntaxNode.ATTRIBUTE);
    }
  }

  /**
   * What a declaration got.
   *
   * @param start where the declaration starts with everything that belongs to it
   * @param doc what the nearest comment says; null for none
   */
  record Claim(int start, String doc) {}

  private Preludes(SourceText source) {
    this.source = source;
  }

  /**
   * The preludes among the nodes.
   *
   * @param nodes in the order of their starts
   */
  static Preludes of(SourceText source, List<SyntaxNode> nodes) {
    var preludes = new Preludes(source);
    Prelude previous = null;
    for (SyntaxNode node : nodes) {
      if (ROLES.contains(node.role())) {
        Span span = source.trimmed(node.span().start(), node.span().end());
        boolean twin = previous != null && previous.span.end() == span.end();
        if (!twin && !preludes.isInterpreterLine(span)) {
          previous = preludes.add(span, node.role(), previous);
        }
      }
    }
    return preludes;
  }

  private boolean isInterpreterLine(Span span) {
    return span.start() == 0 && source.text().startsWith("#!");
  }

  private Prelude add(Span span, String role, Prelude previous) {
    boolean continues =
        previous != null
            && previous.isComment()
            && previous.role.equals(role)
            && continues(previous.span, span);
    if (continues) {
      byEnd.remove(previous.span.end());
    }
    Span run = continues ? new Span(previous.span.start(), span.end()) : span;
    var prelude = new Prelude(run, role);
    byEnd.put(run.end(), prelude);
    return prelude;
  }

  /** Line comments on consecutive lines are one comment; a block comment stands for itself. */
  private boolean continues(Span run, Span next) {
    return source.lineAt(next.start()) == source.lineAt(run.end() - 1) + 1
        && !source.text().startsWith("/*", run.start())
        && !source.text().startsWith("/*", next.start())
        && startsLine(run)
        && startsLine(next);
  }

  private boolean startsLine(Span span) {
    return source.isBlank(source.lineStart(source.lineAt(span.start())), span.start());
  }

  /** Gives the owner everything that stands directly above the offset. */
  Claim claim(int declarationStart, String owner) {
    int start = declarationStart;
    String doc = null;
    for (Prelude above = above(start); above != null; above = above(start)) {
      start = above.span.start();
      above.owner = owner;
      if (above.isComment() && doc == null) {
        doc = text(above);
      }
    }
    return new Claim(start, doc);
  }

  /** What nobody owns yet, on lines of its own, with no blank line between; or null. */
  private Prelude above(int declarationStart) {
    var entry = byEnd.floorEntry(declarationStart);
    if (entry == null
        || entry.getValue().owner != null
        || entry.getValue().role.equals(SyntaxNode.INNER_COMMENT)) {
      return null;
    }
    Span span = entry.getValue().span;
    boolean adjacent =
        source.isBlank(span.end(), declarationStart)
            && source.lineAt(declarationStart) - source.lineAt(span.end() - 1) <= 1;
    return adjacent && startsLine(span) ? entry.getValue() : null;
  }

  private String text(Prelude prelude) {
    return CommentText.ofComment(prelude.span.of(source.text()));
  }

  /** The comments, those with an owner as its doc comments; the others have a null owner. */
  List<Comment> comments() {
    var comments = new ArrayList<Comment>();
    for (Prelude prelude : byEnd.values()) {
      if (prelude.isComment()) {
        String kind = prelude.owner == null ? "Comment" : "DocComment";
        comments.add(new Comment(kind, prelude.span, prelude.owner, text(prelude)));
      }
    }
    return comments;
  }
}
