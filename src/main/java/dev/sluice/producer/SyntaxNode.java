package dev.sluice.producer;

/**
 * What a match of a language's query says, in offsets of the text.
 *
 * @param role the capture: a kind of chunk such as {@code MethodDeclaration}, or one of the
 *     constants of this record
 * @param pattern the position of the pattern in the query: earlier ones win
 * @param name of a declaration, empty if it has none; else the text
 * @param bodyStart where the body of a declaration starts; its end if it has none
 */
record SyntaxNode(String role, int pattern, Span span, String name, int bodyStart) {
  static final String COMMENT = "comment";
  static final String DOCSTRING = "docstring";

  /** Stands before a declaration and belongs to it, such as {@code #[test]}. */
  static final String ATTRIBUTE = "attribute";

  static final String IMPORT = "import";

  boolean isDeclaration() {
    return isDeclaration(role);
  }

  static boolean isDeclaration(String role) {
    return Character.isUpperCase(role.charAt(0));
  }
}
