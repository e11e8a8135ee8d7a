package dev.sluice.producer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The decoded text of a file and its lines. A line ends after {@code \n}; a byte order mark stays
 * in the text as U+FEFF, so that offsets agree with every plain decoder.
 */
final class SourceText {
  private static final int CONTEXT_LINES = 3;
  private static final int MAX_CONTEXT_LINE = 200;

  private final String text;
  private final boolean utf8;
  private final int[] lineStarts;

  private SourceText(String text, boolean utf8) {
    this.text = text;
    this.utf8 = utf8;
    this.lineStarts = lineStarts(text);
  }

  static SourceText of(String text) {
    return new SourceText(text, true);
  }

  /** UTF-8, and ISO-8859-1 where it is not: that gives every byte a character and loses none. */
  static SourceText decode(byte[] bytes) {
    try {
      var decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return new SourceText(decoded.toString(), true);
    } catch (CharacterCodingException notUtf8) {
      return new SourceText(new String(bytes, StandardCharsets.ISO_8859_1), false);
    }
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = text.indexOf('\n');
        i >= 0 && i + 1 < text.length();
        i = text.indexOf('\n', i + 1)) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = i + 1;
    }
    return Arrays.copyOf(starts, count);
  }

  String text() {
    return text;
  }

  boolean isUtf8() {
    return utf8;
  }

  int lineCount() {
    return text.isEmpty() ? 0 : lineStarts.length;
  }

  /** The 1-based line that holds the offset. */
  int lineAt(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  int lineStart(int line) {
    return lineStarts[line - 1];
  }

  /** Where the line ends, its line break included. */
  int lineEnd(int line) {
    return line < lineStarts.length ? lineStarts[line] : text.length();
  }

  /** The line without its line break. */
  String line(int line) {
    return text.substring(lineStart(line), lineEnd(line)).stripTrailing();
  }

  List<String> linesBefore(int line) {
    return lines(Math.max(1, line - CONTEXT_LINES), line - 1);
  }

  List<String> linesAfter(int line) {
    return lines(line + 1, Math.min(lineStarts.length, line + CONTEXT_LINES));
  }

  private List<String> lines(int first, int last) {
    var lines = new ArrayList<String>(CONTEXT_LINES);
    for (int line = first; line <= last; line++) {
      lines.add(Texts.truncated(line(line), MAX_CONTEXT_LINE));
    }
    return lines;
  }

  /** The part of the span between its blanks at both ends; of length 0 if there is nothing else. */
  Span trimmed(int start, int end) {
    int first = start;
    int last = end;
    while (first < last && isBlank(text.charAt(first))) {
      first++;
    }
    while (last > first && isBlank(text.charAt(last - 1))) {
      last--;
    }
    return new Span(first, last);
  }

  boolean isBlank(int from, int to) {
    return trimmed(from, to).start() == to;
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || c == '\uFEFF';
  }

  boolean hasWord(Span span) {
    for (int i = span.start(); i < span.end(); i = text.offsetByCodePoints(i, 1)) {
      if (Character.isLetterOrDigit(text.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }
}
