package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.core.InvalidArtifactException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CanonicalJsonTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "[0,-1,12,true,false,null]",
        "{\"a\":\"\\\"\\\\\\b\\f\\n\\r\\t/\"}",
        "[\"\u00e4\u2028\uD83D\uDE00\"]"
      })
  void whatJavaScriptWouldWriteIsTakenAsItIs(String json) {
    assertEquals(Optional.of(json), canonical(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[ ]",
        "[1,\n2]",
        "[1.0]",
        "[1e2]",
        "[-0]",
        "[1234567890123456]",
        "[\"\\/\"]",
        "[\"\\u0041\"]",
        "[\"\\ud83d\"]"
      })
  void whatMayBeWrittenOtherwiseIsNot(String json) {
    assertEquals(Optional.empty(), canonical(json));
  }

  @Test
  void bytesThatAreNoUtf8AreNot() {
    byte[] surrogate = {'[', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ']'};
    assertEquals(Optional.empty(), CanonicalJson.of(surrogate));
  }

  @Property(tries = 300)
  void aValueInAFileComesOutCanonicalHoweverItIsWritten(
      @ForAll("values") Object value, @ForAll boolean spaced, @ForAll boolean mark)
      throws IOException {
    String text = JsonText.of(value);
    String written =
        spaced
            ? JsonMapper.shared()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(JsonMapper.shared().readTree(text))
            : text;
    Path file = Files.createTempFile("value", ".json");
    try {
      // More than a parser's buffer before the value, so that offsets and buffers differ.
      Files.writeString(
          file, (mark ? "\uFEFF" : "") + "[\"" + "x".repeat(9_000) + "\",[" + written + "],7]");
      List<String> read = new ArrayList<>();
      JsonCursor.read(
          file, cursor -> cursor.array("all", i -> read.add(i == 1 ? cursor.optionalText() : "")));
      assertEquals(List.of("", "[" + text + "]", ""), read);
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            Arbitraries.strings().map(s -> (Object) s),
            Arbitraries.strings().ofLength(5_000).map(s -> (Object) s),
            Arbitraries.doubles().map(d -> (Object) d),
            Arbitraries.integers().map(i -> (Object) i),
            Arbitraries.of(true, false).map(b -> (Object) b));
    Arbitrary<Object> arrays = leaves.list().ofMaxSize(4).map(l -> (Object) l);
    return Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), Arbitraries.oneOf(leaves, arrays))
        .ofMaxSize(5)
        .map(map -> (Object) new LinkedHashMap<>(map));
  }

  @Test
  void textInAnotherEncodingIsRefused() throws IOException {
    Path file = folder.resolve("utf16.json");
    Files.write(file, "[[1],2]".getBytes(StandardCharsets.UTF_16LE));
    assertThrows(
        InvalidArtifactException.class,
        () -> JsonCursor.read(file, cursor -> cursor.array("all", i -> cursor.optionalText())));
  }

  private static Optional<String> canonical(String json) {
    return CanonicalJson.of(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aMapInOrderIsWhatJsonTextWrites() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", 1);
    map.put("a", "x");
    String text = JsonText.of(map);
    assertEquals(Optional.of(text), canonical(text));
  }
}
