package dev.sluice.artifact;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The whole of a small JSON file, to look into. What is not there, or is something else than asked
 * for, is empty.
 *
 * <p>Of our own, because the tree of jackson-databind takes 300 classes and 60 ms of every start.
 *
 * @param value made of {@link Map} with string keys, {@link List}, {@link String}, {@link Number},
 *     {@link Boolean} and null, as {@link JsonText} takes it
 */
record JsonTree(Object value) {
  static final JsonTree NOTHING = new JsonTree(null);

  /**
   * Reads a file.
   *
   * @throws dev.sluice.core.InvalidArtifactException if it holds anything but one value
   */
  static JsonTree read(Path file) {
    return JsonCursor.read(
        file,
        cursor -> {
          if (!cursor.hasValue()) {
            throw cursor.invalid("is empty");
          }
          var tree = new JsonTree(valueAt(cursor.parser()));
          cursor.end();
          return tree;
        });
  }

  /** The value at the parser's current token; leaves the parser on its last token. */
  static Object valueAt(JsonParser in) {
    return switch (in.currentToken()) {
      case START_OBJECT -> {
        var object = new LinkedHashMap<String, Object>();
        for (String name = in.nextName(); name != null; name = in.nextName()) {
          in.nextToken();
          object.put(name, valueAt(in));
        }
        yield object;
      }
      case START_ARRAY -> {
        var array = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          array.add(valueAt(in));
        }
        yield array;
      }
      case VALUE_STRING -> in.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IllegalStateException("token " + in.currentToken() + " in JSON");
    };
  }

  boolean isObject() {
    return value instanceof Map;
  }

  boolean isArray() {
    return value instanceof List;
  }

  /** The members of an object, to be changed with it. */
  @SuppressWarnings("unchecked") // Names in JSON are strings.
  Map<String, Object> members() {
    return isObject() ? (Map<String, Object>) value : new LinkedHashMap<>();
  }

  /** The elements of an array. */
  List<JsonTree> elements() {
    return value instanceof List<?> array ? array.stream().map(JsonTree::new).toList() : List.of();
  }

  JsonTree get(String name) {
    return value instanceof Map<?, ?> object ? new JsonTree(object.get(name)) : NOTHING;
  }

  Optional<String> text() {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  boolean isText(String expected) {
    return expected.equals(value);
  }

  /** A number that JSON has without a fraction. */
  OptionalLong whole() {
    return value instanceof Integer || value instanceof Long
        ? OptionalLong.of(((Number) value).longValue())
        : OptionalLong.empty();
  }

  boolean isTrue() {
    return Boolean.TRUE.equals(value);
  }
}
