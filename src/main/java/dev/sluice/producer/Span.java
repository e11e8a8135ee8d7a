package dev.sluice.producer;

/** Part of a text as UTF-16 offsets, the end exclusive. */
record Span(int start, int end) {

  boolean contains(Span other) {
    return start <= other.start && other.end <= end;
  }

  String of(String text) {
    return text.substring(start, end);
  }
}
