package dev.sluice.artifact;

import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * Canonical JSON text, character for character what JavaScript's {@code JSON.stringify} writes: no
 * spaces, {@code /} and U+2028 as they are, control characters as {@code \b \f \n \r \t} or in
 * lower-case hexadecimal, numbers as {@link JsonNumbers} prints them, lone surrogates escaped. The
 * JSON columns of {@link dev.sluice.core.Chunk} hold it, so that the same value is the same text
 * whoever wrote it. Names stay in the order given.
 */
public final class JsonText {
  private JsonText() {}

  /**
   * The text of a value made of {@link Map} with string keys, {@link Iterable}, {@link
   * CharSequence}, {@link Number}, {@link Boolean} and null.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static String of(Object value) {
    var text = new StringWriter();
    try (JsonGenerator out = Json.generator(text)) {
      write(value, out);
    }
    return text.toString();
  }

  /** The text of a value that is written in any way. */
  static String canonical(byte[] json) {
    try (JsonParser parser = Json.parser(json)) {
      parser.nextToken();
      return copyOf(parser);
    }
  }

  /** The text of the value at the parser's current token, which is left on its last token. */
  static String copyOf(JsonParser in) {
    var text = new StringWriter();
    try (JsonGenerator out = Json.generator(text)) {
      Json.copy(in, out);
    }
    return text.toString();
  }

  static void write(Object value, JsonGenerator out) {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof CharSequence text) {
      out.writeString(text.toString());
    } else if (value instanceof Boolean flag) {
      out.writeBoolean(flag);
    } else if (value instanceof Number number) {
      out.writeNumber(JsonNumbers.text(number.doubleValue()));
    } else if (value instanceof Map<?, ?> object) {
      out.writeStartObject();
      object.forEach(
          (name, member) -> {
            out.writeName((String) name);
            write(member, out);
          });
      out.writeEndObject();
    } else if (value instanceof Iterable<?> array) {
      out.writeStartArray();
      array.forEach(element -> write(element, out));
      out.writeEndArray();
    } else {
      throw new IllegalArgumentException("no JSON for a " + value.getClass().getName());
    }
  }
}
