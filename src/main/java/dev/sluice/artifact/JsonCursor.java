package dev.sluice.artifact;

import dev.sluice.core.InvalidArtifactException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * A position in one JSON file, reading typed values forward. Whatever is not as expected becomes an
 * {@link InvalidArtifactException} that names the file, the record set by {@link #at} and what was
 * found.
 */
final class JsonCursor {
  private static final int QUOTED = 40;

  private final Path file;
  private final JsonParser parser;
  private final Source source;
  private String recordKind = "";
  private int recordNumber;
  private final IntArray integers = new IntArray(64);

  private JsonCursor(Path file, JsonParser parser, Source source) {
    this.file = file;
    this.parser = parser;
    this.source = source;
  }

  /** Opens the file, hands a cursor on its first token to the body, and closes the file. */
  static <T> T read(Path file, Function<JsonCursor, T> body) {
    try (var in = new RecentInput(StoredFile.open(file));
        JsonParser parser = Json.parser(in)) {
      if (parser.currentLocation().getByteOffset() < 0) {
        throw new InvalidArtifactException(file, "", "is UTF-16 or UTF-32, expected UTF-8");
      }
      return read(file, parser, new Utf8(parser, in), body);
    } catch (IOException e) {
      throw new InvalidArtifactException(file, "", "cannot be read: " + e.getMessage(), e);
    }
  }

  /** Like {@link #read}, for a file that holds this canonical text in another encoding. */
  static <T> T readText(Path file, String text, Function<JsonCursor, T> body) {
    try (JsonParser parser = Json.parser(text)) {
      return read(file, parser, reading -> characters(parser, text, reading), body);
    }
  }

  /** Where a parser's input is seen as it stands. */
  private interface Source {
    /** The canonical text of the value at the parser's token, which the reading passes. */
    String textOf(Runnable reading);
  }

  private static String characters(JsonParser parser, String text, Runnable reading) {
    long from = parser.currentTokenLocation().getCharOffset();
    reading.run();
    return text.substring((int) from, (int) parser.currentLocation().getCharOffset());
  }

  private record Utf8(JsonParser parser, RecentInput in) implements Source {
    @Override
    public String textOf(Runnable reading) {
      long from = parser.currentTokenLocation().getByteOffset();
      in.hold();
      try {
        reading.run();
        byte[] json = in.slice(from, parser.currentLocation().getByteOffset());
        return CanonicalJson.of(json).orElseGet(() -> JsonText.canonical(json));
      } finally {
        in.release();
      }
    }
  }

  private static <T> T read(
      Path file, JsonParser parser, Source source, Function<JsonCursor, T> body) {
    var cursor = new JsonCursor(file, parser, source);
    try {
      parser.nextToken();
      return body.apply(cursor);
    } catch (JacksonException e) {
      throw cursor.syntaxError(e);
    }
  }

  private InvalidArtifactException syntaxError(JacksonException error) {
    TokenStreamLocation place = error.getLocation();
    if (place == null || place.getByteOffset() < 0) {
      // Of two cursors on a file, the one inside the other sees the failures of both.
      place = (error.processor() instanceof JsonParser p ? p : parser).currentLocation();
    }
    return new InvalidArtifactException(
        file,
        "line " + place.getLineNr() + " column " + place.getColumnNr(),
        error.getOriginalMessage() + " near: " + StoredFile.preview(file, place.getByteOffset()),
        error);
  }

  JsonParser parser() {
    return parser;
  }

  /** Names what is being read, for messages, for example {@code chunk} 17. */
  void at(String kind, int number) {
    recordKind = kind;
    recordNumber = number;
  }

  InvalidArtifactException invalid(String reason) {
    return new InvalidArtifactException(
        file, recordKind.isEmpty() ? "" : recordKind + " " + recordNumber, reason);
  }

  InvalidArtifactException invalidLine(String reason) {
    TokenStreamLocation place = parser.currentTokenLocation();
    return new InvalidArtifactException(
        file,
        "line " + place.getLineNr(),
        reason + " near: " + StoredFile.preview(file, place.getByteOffset()));
  }

  private InvalidArtifactException unexpected(String what, String expected) {
    return invalid(what + " is " + found() + ", expected " + expected);
  }

  private String found() {
    if (parser.currentToken() == null) {
      return "missing";
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "the string " + JsonText.of(shortened(parser.getString()));
      default -> shortened(parser.getString());
    };
  }

  private static String shortened(String text) {
    return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "...";
  }

  /** Whether the file goes on. */
  boolean hasValue() {
    return parser.currentToken() != null;
  }

  /** Steps to the next token. */
  void next() {
    parser.nextToken();
  }

  boolean atObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  /** Reads the members of the object at the cursor; the visitor leaves each value behind it. */
  void object(String what, MemberVisitor visitor) {
    if (!atObject()) {
      throw unexpected(what, "an object");
    }
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      parser.nextToken();
      visitor.member(name);
    }
  }

  /** Called on the value of a member; must leave the cursor on the last token of that value. */
  interface MemberVisitor {
    void member(String name);
  }

  /** Like {@link #object}, with the members of "fields" and "arrays" taken for its own. */
  void flattened(String what, MemberVisitor visitor) {
    object(
        what,
        name -> {
          if (holdsMembers(name)) {
            object(name, visitor);
          } else {
            visitor.member(name);
          }
        });
  }

  private boolean holdsMembers(String name) {
    return (name.equals("fields") || name.equals("arrays")) && atObject();
  }

  /** Steps to the value of the first member of a name that {@link #flattened} would show. */
  boolean seek(String name) {
    while (parser.nextToken() != null) {
      String found = parser.currentName();
      if (parser.currentToken() == JsonToken.PROPERTY_NAME) {
        parser.nextToken();
        if (found.equals(name)) {
          return true;
        }
        if (!holdsMembers(found)) {
          parser.skipChildren();
        }
      }
    }
    return false;
  }

  /** Reads the elements of the array at the cursor; the visitor leaves each value behind it. */
  int array(String what, ElementVisitor visitor) {
    enterArray(what);
    int count = 0;
    while (nextElement()) {
      visitor.element(count++);
    }
    return count;
  }

  /** Steps into the array at the cursor, whose elements {@link #nextElement} goes through. */
  void enterArray(String what) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw unexpected(what, "an array");
    }
  }

  /** Steps to the next element of the array, if there is one, or to its end. */
  boolean nextElement() {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  /**
   * Reads the array of integers from 0 to {@code max} at the cursor.
   *
   * @param max below 2^32
   * @param atMost how many there may be: no more are held than that or than a buffer has
   * @return unsigned, and until the next call
   */
  IntArray integers(String what, long max, int atMost) {
    enterArray(what);
    integers.clear();
    if (!(parser instanceof NumbersParser whole && whole.takeIntegers(max, integers))) {
      integers.clear();
      readIntegers(what, max, atMost);
    }
    if (integers.size() > atMost) {
      throw invalid("has a " + what + " of more than " + atMost + " numbers");
    }
    return integers;
  }

  private void readIntegers(String what, long max, int atMost) {
    while (integers.size() <= atMost && nextElement()) {
      if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || parser.getStringLength() > 18) {
        throw unexpected(position(what), "an integer");
      }
      long value = parser.getLongValue();
      if (value < 0 || value > max) {
        throw unexpected(position(what), "an integer from 0 to " + max);
      }
      integers.add((int) value);
    }
  }

  private String position(String what) {
    return "position " + integers.size() + " of the " + what;
  }

  /** Called on an element; must leave the cursor on the last token of that element. */
  interface ElementVisitor {
    void element(int index);
  }

  /** Passes the value at the cursor. */
  void skip() {
    parser.skipChildren();
  }

  /** Whether the next array of the given name, wherever it stands, has an element but null. */
  boolean hasElement(String name) {
    while (parser.nextToken() != null) {
      boolean inside =
          name.equals(parser.currentName()) && parser.currentToken() == JsonToken.START_ARRAY;
      if (inside) {
        while (parser.nextToken() == JsonToken.VALUE_NULL) {}
        return parser.currentToken() != JsonToken.END_ARRAY;
      }
    }
    return false;
  }

  /** Passes everything up to the end of the file, however many values there are. */
  void skipAll() {
    if (parser.currentToken() == null) {
      throw invalid("is empty");
    }
    while (parser.currentToken() != null) {
      parser.nextToken();
    }
  }

  /** Makes sure nothing follows the value that was read. */
  void end() {
    if (parser.nextToken() != null) {
      throw invalidLine("the file goes on after its end");
    }
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  int integer(String what) {
    // Nearly all are short, and to be asked for a long costs the parser a conversion.
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getStringLength() <= 9) {
      return parser.getIntValue();
    }
    long value = wholeNumber(what);
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw unexpected(what, "an integer of 32 bits");
    }
    return (int) value;
  }

  long wholeNumber(String what) {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || parser.getStringLength() > 18) {
      throw unexpected(what, "an integer");
    }
    return parser.getLongValue();
  }

  double number(String what) {
    if (!parser.currentToken().isNumeric()) {
      throw unexpected(what, "a number");
    }
    return parser.getDoubleValue();
  }

  String string(String what) {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw unexpected(what, "a string");
    }
    return parser.getString();
  }

  Integer optionalInteger(String what) {
    return isNull() ? null : (Integer) integer(what);
  }

  Long optionalWholeNumber(String what) {
    return isNull() ? null : (Long) wholeNumber(what);
  }

  Double optionalNumber(String what) {
    return isNull() ? null : (Double) number(what);
  }

  String optionalString(String what) {
    return isNull() ? null : string(what);
  }

  List<String> optionalStrings(String what) {
    if (isNull()) {
      return null;
    }
    var strings = new ArrayList<String>();
    array(what, i -> strings.add(string(what)));
    return strings;
  }

  /** The canonical text of the value; null for a JSON null. */
  String optionalText() {
    if (parser.currentToken().isScalarValue()) {
      return isNull() ? null : JsonText.copyOf(parser);
    }
    return textOf(parser::skipChildren);
  }

  /**
   * The canonical text of the object or array at the cursor.
   *
   * @param reading leaves the cursor on the value's last token
   */
  String textOf(Runnable reading) {
    return source.textOf(reading);
  }
}
