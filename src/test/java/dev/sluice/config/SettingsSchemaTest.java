package dev.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema of sluice.json. */
class SettingsSchemaTest {
  private static final Path PUBLISHED = Path.of("docs", "sluice.schema.json");

  private final JsonNode schema = new JsonMapper().readTree(SettingsSchema.text());

  @Test
  void theSchemaThatIsPublishedIsTheOneOfTheKeys() throws IOException {
    assertEquals(SettingsSchema.text(), Files.readString(PUBLISHED), "run: ./sluice config schema");
  }

  @Test
  void theSchemaTravelsInsideTheJar() throws IOException {
    try (InputStream in = SettingsSchema.class.getResourceAsStream("sluice.schema.json")) {
      assertNotNull(in);
      assertEquals(
          Files.readString(PUBLISHED), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void everyKeyIsInItWithTypeAndDefaultAndNoOtherIsTaken() {
    for (SettingKey key : Settings.keys()) {
      JsonNode at = schema;
      for (String part : key.name().split("\\.", -1)) {
        assertFalse(at.get("additionalProperties").asBoolean());
        at = at.get("properties").get(part);
        assertNotNull(at, key.name());
      }
      assertEquals(key.about(), at.get("description").asString());
      if (at.has("default") && !key.isList()) {
        assertEquals(key.fallback().get(0), at.get("default").asString());
      }
    }
  }

  @Test
  void thePageHasARowForEveryKey() throws IOException {
    String page = Files.readString(Path.of("docs", "configuration.md"));
    for (SettingKey key : Settings.keys()) {
      boolean ofThisMachine = key.name().equals("ann.directory");
      String value =
          ofThisMachine ? "~/.local/share/sluice/extensions" : String.join(",", key.fallback());
      String row =
          "| `%s` | %s | %s | %s |"
              .formatted(
                  key.name(),
                  value.isEmpty() ? "unset" : "`" + value + "`",
                  key.type().expected(),
                  key.about());
      assertTrue(page.contains(row + "\n"), "docs/configuration.md lacks: " + row);
    }
  }

  @Test
  void noPathOfThisMachineIsInIt() {
    assertFalse(SettingsSchema.text().contains(System.getProperty("user.home")));
  }
}
