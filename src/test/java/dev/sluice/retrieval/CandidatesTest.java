package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.core.CharGrams;
import dev.sluice.core.PhraseGrams;
import dev.sluice.retrieval.InMemoryIndex.Doc;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CandidatesTest {

  @Property
  void areTheChunksThatShareAPhraseOrAGramWithTheQuery(
      @ForAll(supplier = RandomIndexes.class) InMemoryIndex index,
      @ForAll(supplier = RandomIndexes.Queries.class) List<String> query) {
    Set<String> phrases = new HashSet<>();
    PhraseGrams.collect(query, phrases);
    Set<String> grams = new HashSet<>();
    query.forEach(token -> CharGrams.collect(token, grams));
    int[] expected =
        index.docs().stream()
            .filter(
                doc ->
                    !Collections.disjoint(doc.phrases(), phrases)
                        || !Collections.disjoint(doc.grams(), grams))
            .mapToInt(Doc::docId)
            .toArray();
    assertArrayEquals(expected, new Candidates(index).of(query));
    assertEquals(2, index.termCalls());
  }

  @Test
  void aMisspeltWordStillHasCandidates() {
    var index = InMemoryIndex.of(Doc.of(3, "header"), Doc.of(8, "zebra"));
    assertArrayEquals(new int[] {3}, new Candidates(index).of(List.of("heder")));
  }
}
