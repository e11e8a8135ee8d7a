package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.core.Tokenizer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FullTextQueryTest {

  @ParameterizedTest
  @CsvSource({
    "parse header, parse header",
    "Parse Header, parse header",
    "parseHeader, parse header | parseheader",
    "AbstractFlagSet.getMask, abstract flag set get mask | abstractflagset getmask",
    "parse_header, parse header | parse_header",
    "gate gate, gate",
    "\"read only\" NEAR(a* -b), read only near a b",
    "col:term ^x +y, col term x y",
    "_ __ a, a",
    "Cafe\u0301 nai\u0308ve, cafe naive",
    "a\u0000b, a b",
  })
  void asksForWordsAndWhereTheyDifferForIdentifiers(String text, String forms) {
    List<List<String>> expected =
        Arrays.stream(forms.split(" \\| ")).map(form -> List.of(form.split(" "))).toList();
    assertEquals(expected, FullTextQuery.of(Query.of(text)).forms());
  }

  @Property
  void termsAreLettersDigitsAndUnderscoresAlone(@ForAll String text) {
    if (Tokenizer.tokens(text).isEmpty()) {
      return;
    }
    for (List<String> form : FullTextQuery.of(Query.of(text)).forms()) {
      for (String term : form) {
        assertEquals(
            List.of(),
            term.codePoints()
                .filter(c -> !Character.isLetterOrDigit(c) && c != '_')
                .boxed()
                .toList());
      }
    }
  }
}
