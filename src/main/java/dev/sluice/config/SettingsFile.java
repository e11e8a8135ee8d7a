package dev.sluice.config;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code sluice.json}: objects within objects, whose innermost members are settings. */
final class SettingsFile {
  /** Names the JSON Schema, for editors. */
  static final String SCHEMA_MEMBER = "$schema";

  private final Path file;
  private final Map<String, SettingKey> known;
  private final List<Setting> found = new ArrayList<>();

  private SettingsFile(Path file, Map<String, SettingKey> known) {
    this.file = file;
    this.known = known;
  }

  /** The settings of a file; none if it is not there. */
  static List<Setting> read(Path file, Map<String, SettingKey> known) {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return List.of(); // Most have none, and to load a parser of JSON takes a while.
    } catch (IOException e) {
      if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
        return List.of(); // Whatever looks for an index there says so better.
      }
      throw new StoreUnavailableException(
          ErrorCode.UNREADABLE,
          file + " cannot be read: " + e.getMessage(),
          "",
          "check its permissions, or remove it",
          e);
    }
    var reading = new SettingsFile(file, known);
    reading.members("", parse(file, content));
    return reading.found;
  }

  private static JsonNode parse(Path file, byte[] content) {
    JsonMapper json =
        JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    JsonNode document;
    try {
      document = json.readTree(content);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String place = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
      throw Settings.wrong(
          file + place + " is not well-formed: " + e.getOriginalMessage(),
          "correct it, or remove it");
    }
    if (!document.isObject()) {
      throw Settings.wrong(file + " is no JSON object", "write {} for no settings");
    }
    return document;
  }

  private void members(String prefix, JsonNode object) {
    object
        .properties()
        .forEach(
            member -> {
              if (member.getKey().contains(".")) {
                throw Settings.wrong(
                    file + ": unknown setting '" + member.getKey() + "'",
                    "nest the parts of a name: {\"ann\": {\"mode\": ...}}");
              }
              member(prefix + member.getKey(), member.getValue());
            });
  }

  private void member(String name, JsonNode value) {
    if (name.equals(SCHEMA_MEMBER) && value.isString()) {
      return;
    }
    if (value.isObject() && known.keySet().stream().anyMatch(key -> key.startsWith(name + "."))) {
      members(name + ".", value);
      return;
    }
    SettingKey key = known.get(name);
    if (key == null) {
      throw Settings.unknown(file.toString(), name, known.keySet());
    }
    if (!isOfType(key.type(), value)) {
      throw key.wrong(value.toString(), file.toString());
    }
    List<String> values =
        value.isArray()
            ? value.valueStream().map(JsonNode::asString).toList()
            : List.of(value.asString());
    found.add(key.of(values, value.toString(), file.toString()));
  }

  private static boolean isOfType(ValueType type, JsonNode value) {
    if (type instanceof ValueType.Texts) {
      return value.isArray() && value.valueStream().allMatch(JsonNode::isString);
    }
    if (type instanceof ValueType.Truth) {
      return value.isBoolean();
    }
    if (type instanceof ValueType.Whole) {
      return value.isIntegralNumber();
    }
    if (type instanceof ValueType.Real) {
      return value.isNumber();
    }
    return value.isString();
  }
}
