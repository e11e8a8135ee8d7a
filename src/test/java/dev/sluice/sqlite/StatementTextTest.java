package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTextTest {
  private static final List<String> TOKENS =
      List.of("CREATE", "TABLE", "a", "(", ")", ",", "'--  x'", "\"/* y */\"", "[--  z]", "1", "=");
  private static final List<String> GAPS = List.of(" ", "\t\n", "--, 'x'\n", "/* ( */", "\r\f ");

  @Test
  void commentsGoAndQuotedTextStays() {
    assertEquals(
        "CREATE TABLE a(b TEXT DEFAULT '--  x',c '' '')",
        StatementText.normalForm(
            "-- about\nCREATE  TABLE a\n( b TEXT --why, ( 'not\n DEFAULT '--  x' ,/* 1 */c '' '' )"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "a b, ab",
        "a - -1, a --1",
        "< =, <=",
        "'a' 'b', 'a''b'",
        "'a  b', 'a b'",
        "a/ *b, a/*b",
        "a, A"
      })
  void statementsOfOtherTokensDiffer(String one, String other) {
    assertNotEquals(StatementText.normalForm(one), StatementText.normalForm(other));
  }

  @Property
  void anyGapsBetweenTheSameTokensAreTheSame(@ForAll long seed, @ForAll long otherSeed) {
    assertEquals(
        StatementText.normalForm(spaced(new Random(seed), new Random(seed))),
        StatementText.normalForm(spaced(new Random(seed), new Random(otherSeed))));
  }

  private static String spaced(Random tokens, Random gaps) {
    var text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      text.append(TOKENS.get(tokens.nextInt(TOKENS.size())));
      for (int gap = gaps.nextInt(3); gap >= 0; gap--) {
        text.append(GAPS.get(gaps.nextInt(GAPS.size())));
      }
    }
    return text.toString();
  }
}
