package dev.sluice.artifact;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;

/**
 * A parser of UTF-8 that can take an array of numbers at once. They are most of an artifact, eight
 * million of them for 12,500 chunks: a token for each costs a build 0.6 of 7.4 seconds of processor
 * time.
 */
final class NumbersParser extends UTF8StreamJsonParser {
  /** Some ten vectors or signatures: few of them go on in the next buffer. */
  private static final int BUFFER_BYTES = 1 << 14;

  /** Of the numbers up to 2^32. */
  private static final int MAX_DIGITS = 10;

  private NumbersParser(
      ObjectReadContext context,
      IOContext io,
      int features,
      int formatFeatures,
      InputStream in,
      ByteQuadsCanonicalizer names,
      byte[] buffer,
      int length) {
    super(context, io, features, formatFeatures, in, names, buffer, 0, length, 0, false);
  }

  /**
   * Takes the whole array whose start the parser is on, and leaves the parser on its end.
   *
   * @param max below 2^32
   * @param integers gets them, unsigned
   * @return false if they are to be read one by one, because there are none, some are not plain
   *     integers from 0 to {@code max} with nothing but commas between them, or the array goes on
   *     in the next buffer; then the parser is still on the start
   */
  boolean takeIntegers(long max, IntArray integers) {
    byte[] buffer = _inputBuffer;
    int end = _inputEnd;
    for (int at = _inputPtr; at < end; at++) {
      int from = at;
      long value = 0;
      for (int digit; at < end && (digit = buffer[at] - '0') >= 0 && digit <= 9; at++) {
        value = 10 * value + digit;
      }
      int digits = at - from;
      boolean plain = digits == 1 || (digits > 1 && digits <= MAX_DIGITS && buffer[from] != '0');
      if (!plain || value > max || at == end) {
        return false;
      }
      integers.add((int) value);
      if (buffer[at] == ']') {
        _inputPtr = at;
        nextToken();
        return true;
      }
      if (buffer[at] != ',') {
        return false;
      }
    }
    return false;
  }

  /** Makes such parsers of streams, except of other encodings. */
  static final class Factory extends JsonFactory {
    private static final long serialVersionUID = 1L;

    Factory(JsonFactoryBuilder builder) {
      super(builder);
    }

    @Override
    protected JsonParser _createParser(ObjectReadContext context, IOContext io, InputStream in) {
      var buffer = new byte[BUFFER_BYTES];
      int length;
      try {
        length = Math.max(0, in.read(buffer, 0, buffer.length));
      } catch (IOException e) {
        throw _wrapIOFailure(e);
      }
      if (!startsLikeUtf8(buffer, length)) {
        var start = new ByteArrayInputStream(buffer, 0, length);
        return super._createParser(context, io, new SequenceInputStream(start, in));
      }
      return new NumbersParser(
          context,
          io,
          context.getStreamReadFeatures(_streamReadFeatures),
          context.getFormatReadFeatures(_formatReadFeatures),
          in,
          _byteSymbolCanonicalizer.makeChild(_factoryFeatures),
          buffer,
          length);
    }

    /**
     * JSON begins with ASCII: other encodings have a byte order mark before it, or a zero in it.
     */
    private static boolean startsLikeUtf8(byte[] start, int length) {
      boolean plain = length > 0 && start[0] > 0;
      for (int i = 1; i < Math.min(4, length); i++) {
        plain &= start[i] != 0;
      }
      return plain;
    }
  }
}
