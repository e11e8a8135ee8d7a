package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.InvalidArtifactException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersParserTest {
  private static final long MAX = 0xFFFF_FFFFL;

  private static <T> T read(byte[] json, Function<JsonCursor, T> body) throws IOException {
    Path file = Files.createTempFile("numbers", ".json");
    try {
      Files.write(file, json);
      return JsonCursor.read(file, body);
    } finally {
      Files.delete(file);
    }
  }

  private static <T> T read(String json, Function<JsonCursor, T> body) throws IOException {
    return read(json.getBytes(StandardCharsets.UTF_8), body);
  }

  /** Short arrays and ones of many buffers, between other values, written in either way. */
  @Property(tries = 200)
  void arraysAreWhatTheTextSays(
      @ForAll("lists") List<List<Long>> lists, @ForAll boolean spaces, @ForAll("texts") String text)
      throws IOException {
    String comma = spaces ? " ,\n" : ",";
    String json =
        lists.stream()
            .map(
                list ->
                    list.stream().map(String::valueOf).collect(Collectors.joining(comma, "[", "]")))
            .map(array -> array + comma + JsonText.of(text))
            .collect(Collectors.joining(comma, "[", "]"));
    var found = new ArrayList<int[]>();
    read(
        json,
        cursor -> {
          cursor.array(
              "all",
              i -> {
                if (i % 2 == 0) {
                  found.add(cursor.integers("list", MAX, 700).toArray());
                } else {
                  assertEquals(text, cursor.string("text"));
                }
              });
          cursor.end();
          return null;
        });
    assertEquals(lists.size(), found.size());
    for (int i = 0; i < found.size(); i++) {
      assertArrayEquals(lists.get(i).stream().mapToInt(Long::intValue).toArray(), found.get(i));
    }
  }

  @Provide
  static Arbitrary<List<List<Long>>> lists() {
    Arbitrary<Long> number =
        Arbitraries.oneOf(Arbitraries.longs().between(0, 255), Arbitraries.longs().between(0, MAX));
    return Arbitraries.oneOf(number.list().ofMaxSize(5), number.list().ofSize(700))
        .list()
        .ofMinSize(1)
        .ofMaxSize(9);
  }

  @Provide
  static Arbitrary<String> texts() {
    return Arbitraries.strings().ofMaxLength(30);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1,256]     | position 1 of the list is 256, expected an integer from 0 to 255
          [-1]        | position 0 of the list is -1, expected an integer from 0 to 255
          [1,2.0]     | position 1 of the list is 2.0, expected an integer
          [1,null]    | position 1 of the list is null, expected an integer
          [1,[2]]     | position 1 of the list is an array, expected an integer
          [99999999999999999999] | position 0 of the list is 99999999999999999999, expected an integer
          {"a":1}     | list is an object, expected an array
          [1,02]      | Invalid numeric value
          [1,1,1,1,1,1,1,1,1,1]   | has a list of more than 9 numbers
          [1,1,1,1,1,1,1,1,1, 1,x | has a list of more than 9 numbers
          [1 2]       | Unexpected character
          [1,]        | Unexpected character
          [1,2        | Unexpected end-of-input
          """)
  void whatIsNoSuchArrayIsRefused(String json, String reason) {
    var refusal =
        assertThrows(
            InvalidArtifactException.class,
            () -> read(json, cursor -> cursor.integers("list", 255, 9)));
    assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"UTF-16, true", "UTF-16LE, true", "UTF-32, true", "UTF-8, false"})
  void otherEncodingsAreRefused(String encoding, boolean refused) throws IOException {
    byte[] json = "[1]".getBytes(Charset.forName(encoding));
    if (refused) {
      var refusal = assertThrows(InvalidArtifactException.class, () -> read(json, cursor -> null));
      assertTrue(refusal.getMessage().contains("expected UTF-8"), refusal.getMessage());
    } else {
      assertArrayEquals(
          new int[] {1}, read(json, cursor -> cursor.integers("list", 9, 9).toArray()));
    }
  }

  @Test
  void aByteOrderMarkOfUtf8IsPassed() throws IOException {
    assertArrayEquals(
        new int[] {1, 2}, read("\uFEFF[1,2]", cursor -> cursor.integers("list", 9, 9).toArray()));
  }
}
