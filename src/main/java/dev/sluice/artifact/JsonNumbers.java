package dev.sluice.artifact;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Numbers as JavaScript prints them (ECMA-262, Number::toString): the fewest digits that read back
 * as the same double, whole numbers without a fraction, exponents only below 1e-6 and from 1e21.
 */
final class JsonNumbers {
  /** Decimals of up to this many significant digits survive the way through a double. */
  static final int SAFE_DIGITS = 15;

  private static final int MAX_DIGITS = 17;
  private static final double LARGEST_SAFE_WHOLE = 1e15;

  private JsonNumbers() {}

  /** The number at the parser's current token. */
  static String canonical(JsonParser parser) {
    String text = parser.getString();
    boolean plainWhole =
        parser.currentToken() == JsonToken.VALUE_NUMBER_INT
            && text.length() <= SAFE_DIGITS
            && !text.equals("-0");
    return plainWhole ? text : text(parser.getDoubleValue());
  }

  /** What JSON.stringify writes for the value; {@code null} for NaN and infinities, as there. */
  static String text(double value) {
    if (!Double.isFinite(value)) {
      return "null";
    }
    if (value == Math.rint(value) && Math.abs(value) < LARGEST_SAFE_WHOLE) {
      return Long.toString((long) value);
    }
    BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
    return (value < 0 ? "-" : "")
        + layOut(shortest.unscaledValue().toString(), shortest.precision() - shortest.scale());
  }

  // Double.toString gives more digits than needed before JDK 19.
  private static BigDecimal shortest(double value) {
    var exact = new BigDecimal(value);
    int from = value < Double.MIN_NORMAL ? 1 : SAFE_DIGITS;
    for (int digits = from; digits < MAX_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
  }

  /** The value 0.DIGITS times ten to the given power. */
  private static String layOut(String digits, int power) {
    int count = digits.length();
    if (count <= power && power <= 21) {
      return digits + "0".repeat(power - count);
    }
    if (0 < power && power <= 21) {
      return digits.substring(0, power) + "." + digits.substring(power);
    }
    if (-6 < power && power <= 0) {
      return "0." + "0".repeat(-power) + digits;
    }
    int exponent = power - 1;
    return digits.charAt(0)
        + (count > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + Math.abs(exponent);
  }
}
