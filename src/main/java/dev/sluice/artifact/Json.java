package dev.sluice.artifact;

import java.io.InputStream;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * The one configuration of the JSON library: limits for input that nobody vouches for, output as
 * {@link JsonText} describes it.
 */
final class Json {
  /** Deeper than any syntax tree a producer attaches, far from what would exhaust a stack. */
  private static final int MAX_NESTING = 500;

  /** Characters of one string. Real ones are lines and signatures; one may be a minified file. */
  private static final int MAX_STRING = 32 << 20;

  /** JavaScript prints numbers in at most 25 characters; long ones are costly to convert. */
  private static final int MAX_NUMBER = 100;

  /** Names in docmeta and relations are identifiers and paths. */
  private static final int MAX_NAME = 1 << 16;

  /** Documents and token counts stay unlimited: an artifact may have any size, it is streamed. */
  private static final JsonFactory FACTORY =
      new NumbersParser.Factory(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(MAX_NESTING)
                      .maxStringLength(MAX_STRING)
                      .maxNumberLength(MAX_NUMBER)
                      .maxNameLength(MAX_NAME)
                      .build())
              .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES)
              .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE));

  private Json() {}

  static JsonParser parser(byte[] json) {
    return FACTORY.createParser(ObjectReadContext.empty(), json);
  }

  static JsonParser parser(InputStream in) {
    return FACTORY.createParser(ObjectReadContext.empty(), in);
  }

  static JsonParser parser(String text) {
    return FACTORY.createParser(ObjectReadContext.empty(), text);
  }

  /** A generator of canonical text, as long as numbers are written by {@link JsonNumbers}. */
  static JsonGenerator generator(Writer out) {
    return FACTORY.createGenerator(ObjectWriteContext.empty(), new WellFormedWriter(out));
  }

  /** Copies the value at the parser's current token; leaves the parser on its last token. */
  static void copy(JsonParser in, JsonGenerator out) {
    int depth = 0;
    JsonToken token = in.currentToken();
    while (true) {
      switch (token) {
        case START_OBJECT -> {
          out.writeStartObject();
          depth++;
        }
        case START_ARRAY -> {
          out.writeStartArray();
          depth++;
        }
        case END_OBJECT -> {
          out.writeEndObject();
          depth--;
        }
        case END_ARRAY -> {
          out.writeEndArray();
          depth--;
        }
        case PROPERTY_NAME -> out.writeName(in.currentName());
        case VALUE_STRING ->
            out.writeString(in.getStringCharacters(), in.getStringOffset(), in.getStringLength());
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(JsonNumbers.canonical(in));
        case VALUE_TRUE -> out.writeBoolean(true);
        case VALUE_FALSE -> out.writeBoolean(false);
        case VALUE_NULL -> out.writeNull();
        default -> throw new IllegalStateException("token " + token + " in JSON");
      }
      if (depth == 0) {
        return;
      }
      token = in.nextToken();
    }
  }
}
