package dev.sluice.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GramsTest {

  @Test
  void phrasesAreTwoToFourConsecutiveTokens() {
    var phrases = new ArrayList<String>();
    PhraseGrams.collect(List.of("a", "b", "c", "d", "e"), phrases);
    assertEquals(
        List.of(
            "a\1b",
            "a\1b\1c",
            "a\1b\1c\1d",
            "b\1c",
            "b\1c\1d",
            "b\1c\1d\1e",
            "c\1d",
            "c\1d\1e",
            "d\1e"),
        phrases);
  }

  @Test
  void chargramsRunFromSentinelToSentinel() {
    var grams = new ArrayList<String>();
    CharGrams.collect("able", grams);
    assertEquals(
        List.of("⟬ab", "abl", "ble", "le⟭", "⟬abl", "able", "ble⟭", "⟬able", "able⟭"), grams);
  }

  @Test
  void tokensOverFortyEightCharactersHaveNoChargrams() {
    var grams = new ArrayList<String>();
    CharGrams.collect("x".repeat(49), grams);
    assertEquals(List.of(), grams);
    CharGrams.collect("x".repeat(48), grams);
    assertEquals(48 + 47 + 46, grams.size());
  }

  @Property
  void noGramHoldsHalfASurrogatePair(@ForAll String text) {
    var grams = new ArrayList<String>();
    Tokenizer.tokens(text).forEach(token -> CharGrams.collect(token, grams));
    for (String gram : grams) {
      assertTrue(
          gram.codePoints()
              .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
  }
}
