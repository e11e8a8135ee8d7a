package dev.sluice.producer;

import java.util.Set;

/**
 * A function, method or type of a source file.
 *
 * @param name qualified by the declarations around it
 * @param span the declaration with its doc comment and attributes
 * @param signature the declaration up to its body
 * @param doc what its doc comment or docstring says; null for none
 */
record Declaration(String kind, String name, Span span, String signature, String doc) {
  private static final Set<String> TYPES =
      Set.of(
          "ClassDeclaration",
          "InterfaceDeclaration",
          "AnnotationDeclaration",
          "EnumDeclaration",
          "RecordDeclaration",
          "ObjectDeclaration",
          "StructDeclaration",
          "UnionDeclaration",
          "TraitDeclaration",
          "ImplDeclaration",
          "TypeDeclaration");

  /** Whether functions in a declaration of the kind are methods. */
  static boolean isType(String kind) {
    return TYPES.contains(kind);
  }
}
