package dev.sluice.producer;

import org.treesitter.TSNode;

/** The names of what C and C++ declare, which stand inside of their declarators. */
final class CppNames {
  private CppNames() {}

  /** The name in the declarator, its scopes without their template arguments. */
  static String of(TSNode declarator, String text) {
    TSNode named = declared(declarator);
    TSNode last = named;
    while (last.getType().equals("qualified_identifier")) {
      last = last.getChildByFieldName("name");
    }
    // A conversion is named by its type; the empty declarator of a function follows.
    boolean conversion = last.getType().equals("operator_cast");
    TSNode end = conversion ? last.getChildByFieldName("type") : named;
    int start = SyntaxParser.span(named).start();
    String name = text.substring(start, SyntaxParser.span(end).end());
    return SyntaxParser.plainName(withoutArguments(name));
  }

  /** Pointers, parameters, arrays, parentheses and scopes are wrapped around the name. */
  private static TSNode declared(TSNode declarator) {
    TSNode node = declarator;
    while (!node.getType().equals("operator_cast")) {
      TSNode inner = node.getChildByFieldName("declarator");
      boolean unnamedField =
          node.getType().endsWith("reference_declarator")
              || node.getType().equals("parenthesized_declarator");
      if (inner.isNull() && unnamedField && node.getNamedChildCount() > 0) {
        inner = node.getNamedChild(node.getNamedChildCount() - 1);
      }
      if (inner.isNull()) {
        return node;
      }
      node = inner;
    }
    return node;
  }

  /** {@code Vec<T>::size} is {@code Vec::size}; {@code operator<} stays. */
  private static String withoutArguments(String name) {
    int last = name.lastIndexOf("::");
    if (last < 0) {
      return name;
    }
    var scopes = new StringBuilder();
    int depth = 0;
    for (char c : name.substring(0, last).toCharArray()) {
      depth -= c == '>' ? 1 : 0;
      if (depth == 0 && c != '<' && c != '>') {
        scopes.append(c);
      }
      depth += c == '<' ? 1 : 0;
    }
    return scopes + name.substring(last);
  }
}
