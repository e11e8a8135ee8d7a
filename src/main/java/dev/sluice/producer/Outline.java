package dev.sluice.producer;

import java.util.List;

/**
 * What of a source file is told apart.
 *
 * @param declarations in the order of their starts, enclosing ones first
 * @param comments in the order of their starts
 * @param imports in order of appearance, without repeats
 * @param complete false if the file did not parse as a whole
 */
record Outline(
    List<Declaration> declarations,
    List<Comment> comments,
    List<String> imports,
    boolean complete) {

  /** Of a file that has no grammar, or does not keep to it at all. */
  static final Outline NONE = new Outline(List.of(), List.of(), List.of(), false);
}
