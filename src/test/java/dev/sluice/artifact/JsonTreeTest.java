package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.InvalidArtifactException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTreeTest {
  @TempDir Path folder;

  private JsonTree read(String json) throws IOException {
    return JsonTree.read(Files.writeString(folder.resolve("x.json"), json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "true",
        "\"a/b\\n\"",
        "-0.5",
        "12345678901234567890",
        "{\"b\":[1,2.5,null,{\"c\":\"\"}],\"a\":false}"
      })
  void whatIsReadIsWrittenAgain(String json) throws IOException {
    String canonical = JsonText.canonical(json.getBytes(StandardCharsets.UTF_8));
    assertEquals(canonical, JsonText.of(read(json).value()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "[1,", "{\"a\":}", "{} {}", "nul", "{\"a\":1}x"})
  void whatIsNotOneValueIsRefused(String json) {
    assertThrows(InvalidArtifactException.class, () -> read(json));
  }

  @Test
  void ofMembersOfOneNameTheLastCounts() throws IOException {
    assertEquals(OptionalLong.of(2), read("{\"a\":1,\"a\":2}").get("a").whole());
  }

  @Test
  void whatIsSomethingElseIsEmpty() throws IOException {
    JsonTree tree = read("{\"text\":\"t\",\"real\":1.0,\"list\":[1],\"nothing\":null}");
    assertEquals(Optional.of("t"), tree.get("text").text());
    assertEquals(OptionalLong.empty(), tree.get("text").whole());
    assertEquals(OptionalLong.empty(), tree.get("real").whole());
    assertEquals(Optional.empty(), tree.get("list").text());
    assertEquals(1, tree.get("list").elements().size());
    assertTrue(tree.get("text").elements().isEmpty());
    assertEquals(JsonTree.NOTHING, tree.get("nothing").get("deeper"));
    assertEquals(JsonTree.NOTHING, tree.get("absent"));
  }
}
