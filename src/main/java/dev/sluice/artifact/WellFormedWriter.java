package dev.sluice.artifact;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/**
 * Passes JSON text on with every lone surrogate as an escape, because UTF-8 cannot carry it. In
 * JSON text a surrogate can only stand inside a string, so no parsing is needed.
 */
final class WellFormedWriter extends Writer {
  private final Writer out;

  /** A high surrogate whose other half has not come yet; 0 for none. */
  private char high;

  WellFormedWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    int end = offset + length;
    int from = offset;
    for (int i = offset; i < end; i++) {
      char c = text[i];
      if (high == 0 && !Character.isSurrogate(c)) {
        continue;
      }
      out.write(text, from, i - from);
      from = accept(c) ? i + 1 : i;
    }
    out.write(text, from, end - from);
  }

  /** Whether the character was consumed: written as part of a pair, escaped or kept. */
  private boolean accept(char c) throws IOException {
    if (high != 0 && Character.isLowSurrogate(c)) {
      out.write(new char[] {high, c});
      high = 0;
      return true;
    }
    escapePending();
    if (Character.isHighSurrogate(c)) {
      high = c;
      return true;
    }
    if (Character.isLowSurrogate(c)) {
      escape(c);
      return true;
    }
    return false;
  }

  private void escapePending() throws IOException {
    if (high != 0) {
      escape(high);
      high = 0;
    }
  }

  private void escape(char c) throws IOException {
    out.write(String.format(Locale.ROOT, "\\u%04x", (int) c));
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    escapePending();
    out.close();
  }
}
