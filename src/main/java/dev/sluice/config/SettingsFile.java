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
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code sluice.json}: objects within objects, whose innermost members are settings. */
final class SettingsFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;
  private final Map<String, SettingKey> known;
  private final List<Setting> found = new ArrayList<>();

  private SettingsFile(Path file, Map<String, SettingKey> known) {
    this.file = file;
    this.known = known;
  }

  /** The settings of a file; none if it is not there. */
  static List<Setting> read(Path file, Map<String, SettingKey> known) {
    var reading = new SettingsFile(file, known);
    try {
      JsonNode document = JSON.readTree(Files.readAllBytes(file));
      if (!document.isObject()) {
        throw Settings.wrong(file + " is no JSON object", "write {} for no settings");
      }
      reading.members("", document);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new StoreUnavailableException(
          ErrorCode.UNREADABLE,
          file + " cannot be read: " + e.getMessage(),
          "",
          "check its permissions, or remove it",
          e);
    } catch (JacksonException e) {
      throw Settings.wrong(
          file + " is not well-formed: " + e.getOriginalMessage(), "correct it, or remove it");
    }
    return reading.found;
  }

  private void members(String prefix, JsonNode object) {
    object
        .properties()
        .forEach(
            member -> {
              if (member.getKey().contains(".")) {
                throw Settings.unknown(file.toString(), member.getKey(), known.keySet());
              }
              member(prefix + member.getKey(), member.getValue());
            });
  }

  private void member(String name, JsonNode value) {
    if (value.isObject() && known.keySet().stream().anyMatch(key -> key.startsWith(name + "."))) {
      members(name + ".", value);
      return;
    }
    SettingKey key = known.get(name);
    if (key == null) {
      throw Settings.unknown(file.toString(), name, known.keySet());
    }
    found.add(new Setting(name, values(key, value), file.toString()));
  }

  private List<String> values(SettingKey key, JsonNode value) {
    boolean fits =
        key.isList()
            ? value.isArray() && value.valueStream().allMatch(JsonNode::isString)
            : value.isValueNode() && !value.isNull();
    if (!fits) {
      throw Settings.wrong(
          file
              + ": "
              + key.name()
              + " is "
              + value
              + ", expected "
              + (key.isList() ? "an array of strings" : "one value"),
          "correct it, or remove it");
    }
    return key.isList()
        ? value.valueStream().map(JsonNode::asString).toList()
        : List.of(value.asString());
  }
}
