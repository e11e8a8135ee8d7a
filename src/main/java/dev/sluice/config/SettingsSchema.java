package dev.sluice.config;

import java.nio.file.Path;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of {@code sluice.json}, made from the keys. */
public final class SettingsSchema {
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private SettingsSchema() {}

  /** The document, JSON Schema of draft 2020-12, with a line feed at its end. */
  public static String text() {
    ObjectNode document = JSON.createObjectNode();
    document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.put("title", "sluice.json");
    document.put("description", "Settings of Sluice for one index root.");
    ObjectNode members = object(document);
    members.putObject(SettingsFile.SCHEMA_MEMBER).put("type", "string");
    for (SettingKey key : Settings.keys()) {
      ObjectNode at = members;
      String[] parts = key.name().split("\\.", -1);
      for (int i = 0; i < parts.length - 1; i++) {
        ObjectNode section = at.withObjectProperty(parts[i]);
        at = section.has("properties") ? section.withObjectProperty("properties") : object(section);
      }
      describe(key, at.putObject(parts[parts.length - 1]));
    }
    return JSON.writeValueAsString(document) + "\n";
  }

  /** Its members. */
  private static ObjectNode object(ObjectNode schema) {
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    return schema.putObject("properties");
  }

  private static void describe(SettingKey key, ObjectNode schema) {
    schema.put("description", key.about());
    ValueType type = key.type();
    if (type instanceof ValueType.Texts) {
      schema.put("type", "array").putObject("items").put("type", "string");
      ArrayNode values = schema.putArray("default");
      key.fallback().forEach(values::add);
      return;
    }
    String fallback = key.fallback().isEmpty() ? null : key.fallback().get(0);
    if (type instanceof ValueType.Truth) {
      schema.put("type", "boolean").put("default", Boolean.valueOf(fallback));
    } else if (type instanceof ValueType.Whole whole) {
      schema.put("type", "integer").put("minimum", whole.min());
      if (whole.max() != Long.MAX_VALUE) {
        schema.put("maximum", whole.max());
      }
      if (fallback != null) {
        schema.put("default", Long.parseLong(fallback));
      }
    } else if (type instanceof ValueType.Real number) {
      schema.put("type", "number");
      if (number.min() != -Double.MAX_VALUE) {
        schema.put("minimum", number.min());
      }
      schema.put("default", Double.parseDouble(fallback));
    } else {
      schema.put("type", "string");
      if (type instanceof ValueType.OneOf one) {
        ArrayNode choices = schema.putArray("enum");
        one.choices().forEach(choices::add);
      } else if (type instanceof ValueType.Text text && text.pattern() != null) {
        schema.put("pattern", "^" + text.pattern() + "$");
      }
      if (fallback != null && !Path.of(fallback).isAbsolute()) { // That is one of this machine.
        schema.put("default", fallback);
      }
    }
  }
}
