package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TermBalanceTest {

  @Property(tries = 200)
  void theTermsOfEveryRowAreAsMuchAsTheirHashes(
      @ForAll @Size(max = 6) List<@net.jqwik.api.From("rows") TermSource> rows) {
    var balance = new TermBalance();
    for (int docId = 0; docId < rows.size(); docId++) {
      for (TermKind kind : TermKind.values()) {
        for (String term : rows.get(docId).terms(kind)) {
          balance.postings(kind, term, new int[] {docId}, null);
        }
        balance.chunk(docId, kind, rows.get(docId));
      }
    }
    for (TermKind kind : TermKind.values()) {
      assertTrue(balance.isEven(kind), kind::id);
    }
  }

  @ParameterizedTest
  @EnumSource
  void onePostingTooManyOrInAnotherChunkOrTooFewIsNoticed(TermKind kind) {
    var row = new TermSource("a.java", "getRow", "getRow()", null, "get row");
    List<String> terms = new ArrayList<>(row.terms(kind));
    for (List<String> postings :
        List.of(
            Stream.concat(terms.stream(), Stream.of("more")).toList(),
            terms.subList(1, terms.size()))) {
      assertFalse(even(row, kind, postings, 3));
    }
    assertFalse(even(row, kind, terms, 4));
    assertTrue(even(row, kind, terms, 3));
  }

  /** A row tells no token where the only one is empty. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void thePostingOfAnEmptyTokenIsNoticedInEveryChunk(int docId) {
    for (String words : Arrays.asList("", null)) {
      var balance = new TermBalance();
      balance.chunk(docId, TermKind.TOKEN, new TermSource("a.java", "", null, null, words));
      balance.postings(TermKind.TOKEN, "", new int[] {docId}, new int[] {1});
      assertFalse(balance.isEven(TermKind.TOKEN));
    }
  }

  private static boolean even(TermSource row, TermKind kind, List<String> terms, int docId) {
    var balance = new TermBalance();
    balance.chunk(3, kind, row);
    terms.forEach(term -> balance.postings(kind, term, new int[] {docId}, null));
    return balance.isEven(kind);
  }

  @Provide
  Arbitrary<TermSource> rows() {
    Arbitrary<String> words =
        Arbitraries.of("get", "row", "Row", "x1", "😀", "名", "ünï", "HTTPServer", "_", ".", "é")
            .list()
            .ofMaxSize(12)
            .map(list -> list.stream().collect(Collectors.joining(" ")));
    return Combinators.combine(
            Arbitraries.of("a.java", "src/getRow.java", ""),
            words.injectNull(0.2),
            words.injectNull(0.4),
            words.injectNull(0.4),
            words.injectNull(0.2))
        .as(TermSource::new);
  }
}
