package dev.sluice.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerTest {

  @ParameterizedTest
  @CsvSource({
    "HTTPServer, http server",
    "getMask, get mask",
    "EMPTY_MASK, empty mask",
    "snake_case-and-kebab, snake case and kebab",
    "SHA256Hash, sha256 hash",
    "utf8String, utf8 string",
    "parseURL, parse url",
    "x, x",
    "a.b(c), a b c",
    "Übergröße, übergröße",
    "naïveCafé, naïve café",
  })
  void splitsAsTheFormatSays(String text, String words) {
    assertEquals(List.of(words.split(" ")), Tokenizer.tokens(text));
  }

  @Test
  void textWithoutWordsHasNoTokens() {
    assertEquals(List.of(), Tokenizer.tokens(" (){};!= \uD800 \n"));
  }

  @Property
  void tokensAreLowerCaseWordsThatTokenizeToThemselves(@ForAll String text) {
    for (String token : Tokenizer.tokens(text)) {
      assertFalse(token.isEmpty());
      assertEquals(token.toLowerCase(Locale.ROOT), token);
    }
  }

  @Property
  void everyLetterAndDigitIsInSomeToken(@ForAll String text) {
    long expected =
        text.codePoints().filter(Character::isLetterOrDigit).filter(c -> c < 128).count();
    long found =
        Tokenizer.tokens(text).stream()
            .flatMapToInt(String::codePoints)
            .filter(c -> c < 128 && Character.isLetterOrDigit(c))
            .count();
    assertTrue(found >= expected, () -> Tokenizer.tokens(text).toString());
  }
}
