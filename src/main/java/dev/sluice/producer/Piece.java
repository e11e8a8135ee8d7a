package dev.sluice.producer;

/**
 * A chunk before it has words: where it is and what it is called.
 *
 * @param name empty for a window
 * @param signature null for what declares nothing
 * @param doc null for none
 */
record Piece(String kind, String name, Span span, String signature, String doc) {

  static Piece of(String kind, String name, Span span) {
    return new Piece(kind, name, span, null, null);
  }
}
