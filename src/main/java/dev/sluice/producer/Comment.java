package dev.sluice.producer;

/**
 * A comment, several line comments in a row, or a docstring.
 *
 * @param kind {@code DocComment} (stands before a declaration), {@code Docstring} or {@code
 *     Comment}
 * @param owner the declaration it documents, or else the one it is in; empty if there is none
 * @param text what it says, without its markers
 */
record Comment(String kind, Span span, String owner, String text) {}
