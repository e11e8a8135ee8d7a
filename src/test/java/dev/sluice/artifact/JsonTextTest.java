package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonParser;

class JsonTextTest {

  @Test
  void controlCharactersAreEscapedAsJavaScriptDoes() {
    assertEquals(
        "\"\\b\\f\\n\\r\\t\\u0000\\u0001\\u000b\\u001f\u007f\\\"\\\\/\u2028\"",
        JsonText.of("\b\f\n\r\t\u0000\u0001\u000b\u001f\u007f\"\\/\u2028"));
  }

  @Test
  void onlyLoneSurrogatesAreEscaped() {
    assertEquals("\"\uD83D\uDE00\"", JsonText.of("\uD83D\uDE00"));
    assertEquals("\"a\\ud83db\"", JsonText.of("a\uD83Db"));
    assertEquals("\"\\ude00\\ud83d\"", JsonText.of("\uDE00\uD83D"));
    assertEquals("\"\\ud83d\uD83D\uDE00\"", JsonText.of("\uD83D\uD83D\uDE00"));
  }

  @Test
  void pairsSurviveTheBordersOfBuffers() {
    for (int before = 0; before < 2; before++) {
      String text = "x".repeat(before) + "\uD83D\uDE00".repeat(20_000);
      assertEquals('"' + text + '"', JsonText.of(text));
    }
  }

  @Test
  void containersHaveNoSpacesAndKeepTheirOrder() {
    var object = new LinkedHashMap<String, Object>();
    object.put("b", List.of(1, 2.0, 2.5, true));
    object.put("a", null);
    object.put("", Arrays.asList("x", null));
    assertEquals("{\"b\":[1,2,2.5,true],\"a\":null,\"\":[\"x\",null]}", JsonText.of(object));
  }

  @Test
  void whatIsNotJsonIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> JsonText.of(new Object()));
  }

  // The right column is what JSON.stringify(JSON.parse(left)) gives in Node.
  @ParameterizedTest
  @CsvSource({
    "1.0, 1",
    "-0, 0",
    "-0.0, 0",
    "0.1, 0.1",
    "4.419549508387935, 4.419549508387935",
    "2.0E-3, 0.002",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "1.5e-7, 1.5e-7",
    "-12345.678e-2, -123.45678",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "1.25E+22, 1.25e+22",
    "123456789012345678, 123456789012345680",
    "9007199254740993, 9007199254740992",
    "2e-323, 2e-323",
    "5e-324, 5e-324",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "2.00, 2",
    "0.30000000000000004, 0.30000000000000004",
    "1e999, null"
  })
  void numbersArePrintedAsJavaScriptDoes(String source, String expected) {
    assertEquals(expected, canonical(source));
  }

  @Property
  void everyFiniteNumberReadsBackAsItself(@ForAll double value) {
    assertEquals(value == 0 ? 0.0 : value, Double.parseDouble(JsonNumbers.text(value)));
  }

  @Property
  void canonicalTextIsAFixedPoint(@ForAll String text, @ForAll double number) {
    String once = JsonText.of(List.of(text, number));
    assertEquals(once, canonical(once));
  }

  private static String canonical(String json) {
    try (JsonParser parser = Json.parser(json)) {
      parser.nextToken();
      return JsonText.copyOf(parser);
    }
  }
}
