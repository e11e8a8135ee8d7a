package dev.sluice.artifact;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Recognises {@link JsonText canonical text} among the JSON that programs write, nearly all of
 * which is: such a value is taken byte for byte, which costs a tenth of writing it anew.
 */
final class CanonicalJson {
  private static final String PLAIN_ESCAPES = "\"\\bfnrt";

  private final byte[] json;
  private boolean ascii = true;

  private CanonicalJson(byte[] json) {
    this.json = json;
  }

  /**
   * The text of a value, if it is canonical for sure; empty also for a few that are.
   *
   * @param json valid JSON
   */
  static Optional<String> of(byte[] json) {
    var text = new CanonicalJson(json);
    return text.isCanonical() ? text.decoded() : Optional.empty();
  }

  private boolean isCanonical() {
    for (int i = 0; i < json.length; i++) {
      byte b = json[i];
      if (b == '"') {
        i = endOfString(i + 1);
      } else if (b == '-' || isDigit(b)) {
        i = endOfNumber(i);
      } else if (b <= ' ') {
        return false;
      }
      if (i < 0) {
        return false;
      }
    }
    return true;
  }

  /** The index of the closing quote; negative if the string is or may be written otherwise. */
  private int endOfString(int from) {
    for (int i = from; ; i++) {
      byte b = json[i];
      if (b == '"') {
        return i;
      }
      if (b < 0) {
        ascii = false;
      } else if (b == '\\' && PLAIN_ESCAPES.indexOf(json[++i]) < 0) {
        return -1;
      }
    }
  }

  /** The index of the last digit; negative if the number is or may be written otherwise. */
  private int endOfNumber(int from) {
    int end = from + 1;
    while (end < json.length && isOfNumber(json[end])) {
      end++;
    }
    boolean plain =
        end - from <= JsonNumbers.SAFE_DIGITS && !(json[from] == '-' && json[from + 1] == '0');
    for (int i = from + 1; i < end && plain; i++) {
      plain = isDigit(json[i]);
    }
    return plain ? end - 1 : -1;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isOfNumber(byte b) {
    return isDigit(b) || b == '.' || b == 'e' || b == 'E' || b == '+' || b == '-';
  }

  private Optional<String> decoded() {
    if (ascii) {
      return Optional.of(new String(json, StandardCharsets.ISO_8859_1));
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(json))
              .toString());
    } catch (CharacterCodingException e) {
      return Optional.empty(); // Surrogates written one by one, which the parser lets pass.
    }
  }
}
