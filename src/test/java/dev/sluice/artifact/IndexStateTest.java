package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.IndexState.Status;
import dev.sluice.artifact.IndexState.StoreState;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class IndexStateTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
  private static final StoreState READY = new StoreState(true, true, false, 7);

  @TempDir Path folder;

  private void update(Map<String, ?> extra) {
    IndexState.update(folder, Mode.CODE, "sqlite", READY, extra, Map.of(), CLOCK);
  }

  private void write(String text) throws IOException {
    Files.writeString(folder.resolve("index_state.json"), text);
  }

  @Test
  void anUpdateKeepsWhatItDoesNotChange() throws IOException {
    write(
        "{\"mode\":\"code\",\"big\":12345678901234567,\"f\":1.5,\"lmdb\":{\"ready\":true},"
            + "\"sqlite\":{\"pending\":true,\"mine\":[1]},\"updatedAt\":\"then\"}");
    update(Map.of("bytes", 12));
    assertEquals(
        "{\"mode\":\"code\",\"big\":12345678901234568,\"f\":1.5,\"lmdb\":{\"ready\":true},"
            + "\"sqlite\":{\"pending\":false,\"mine\":[1],\"enabled\":true,\"ready\":true,"
            + "\"schemaVersion\":7,\"updatedAt\":\"2026-01-02T03:04:05.000Z\",\"bytes\":12},"
            + "\"updatedAt\":\"2026-01-02T03:04:05.000Z\"}",
        Files.readString(folder.resolve("index_state.json")));
    assertEquals(Optional.of(READY), IndexState.read(folder).store("sqlite"));
    assertEquals(Optional.empty(), IndexState.read(folder).store("other"));
  }

  @Test
  void aMissingStateIsSaidToBeAndMade() {
    assertEquals(Status.MISSING, IndexState.read(folder).status());
    assertEquals(Optional.empty(), IndexState.read(folder).store("sqlite"));
    update(Map.of());
    assertEquals(Status.PRESENT, IndexState.read(folder).status());
    assertEquals(Optional.of(READY), IndexState.read(folder).store("sqlite"));
  }

  @Test
  void anUnreadableStateIsSaidToBeAndNotOverwritten() throws IOException {
    for (String text : new String[] {"{\"sqlite\":", "[]", ""}) {
      write(text);
      IndexState state = IndexState.read(folder);
      assertEquals(Status.UNREADABLE, state.status());
      assertTrue(state.problem().orElseThrow().file().endsWith("index_state.json"));
      assertThrows(InvalidArtifactException.class, () -> update(Map.of()));
      assertEquals(text, Files.readString(folder.resolve("index_state.json")));
    }
  }

  @Test
  void theManifestFollowsTheState() throws IOException {
    Path index = folder.resolve("index-code");
    try (var writer = new ArtifactWriter(index, Mode.CODE, null, CLOCK)) {
      writer.publish();
    }
    IndexState.update(index, Mode.CODE, "sqlite", READY, Map.of(), Map.of(), CLOCK);
    String text = Files.readString(index.resolve("index_state.json"));
    JsonFile.Written expected =
        JsonFile.replace(folder.resolve("again"), json -> json.writeRaw(text));
    int found = 0;
    for (JsonNode piece : JsonMapper.shared().readTree(PieceManifest.in(index)).get("pieces")) {
      if (piece.get("name").asString().equals("index_state")) {
        assertEquals(expected.bytes(), piece.get("bytes").asLong());
        assertEquals(expected.checksum(), piece.get("checksum").asString());
        found++;
      }
    }
    assertEquals(1, found);
  }
}
