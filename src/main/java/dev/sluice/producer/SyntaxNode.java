package dev.sluice.producer;

/**
 * What a match of a language's query says, in offsets of the text.
 *
 * @param role the capture: a kind of chunk such as {@code MethodDeclaration}, or one of the
 *     constants of this record
 * @param pattern the position of the pattern in the query: earlier ones win
 * @param name of a declaration or scope, empty if it has none; else the text
 * @param bodyStart where the body of a declaration starts; its end if it has none
 */
record SyntaxNode(String role, int pattern, Span span, String name, int bodyStart) {
  static final String COMMENT = "comment";

  /** A comment on what it is in, such as {@code //!}: never on what follows it. */
  static final String INNER_COMMENT = "inner";

  static final String DOCSTRING = "docstring";

  /** Stands before a declaration and belongs to it, such as {@code #[test]}. */
  static final String ATTRIBUTE = "attribute";

  /** Gives its name to the declarations in it and is none, such as an object in JavaScript. */
  static final String SCOPE = "scope";

  static final String IMPORT = "import";

  boolean isDeclaration() {
    return isDeclaration(role);
  }

  static boolean isDeclaration(String role) {
    return Character.isUpperCase(role.charAt(0));
  }
}
