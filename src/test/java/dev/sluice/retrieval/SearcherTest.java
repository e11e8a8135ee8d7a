package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.DocIdSet;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import dev.sluice.retrieval.InMemoryIndex.Doc;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearcherTest {
  private static final SearchOptions FUSED = SearchOptions.DEFAULT;
  private static final SearchOptions BM25 = FUSED.withRanking(Ranking.BM25);
  private static final SearchOptions FULL_TEXT = FUSED.withRanking(Ranking.FULL_TEXT);

  private final InMemoryIndex index =
      InMemoryIndex.of(
          Doc.of(0, "close", "header").at(0, 255),
          Doc.of(1, "parse", "header", "read", "only").at(200, 60).named("parseHeader"),
          Doc.of(2, "schema", "gate").at(255, 0),
          Doc.of(3, "parse", "file", "then", "header").at(128, 128));

  private final Searcher searcher = new Searcher(index, new FixedEmbedder(1, -1));

  @Test
  void fusionPrefersWhatBothRankingsFind() {
    SearchResult result = searcher.search("parse header", FUSED);
    Hit first = result.hits().get(0);
    assertEquals(1, first.summary().docId());
    assertEquals(
        List.of(Ranking.BM25, Ranking.DENSE),
        first.parts().stream().map(Hit.Part::ranking).toList());
    assertEquals(
        first.score(), first.parts().stream().mapToDouble(Hit.Part::contribution).sum(), 1e-15);
    assertEquals(List.of(), result.notes());
  }

  @Test
  void aPartTellsTheRankAndTheScoreInItsOwnRanking() {
    Hit only = searcher.search("schema", BM25).hits().get(0);
    Hit.Part part = only.parts().get(0);
    assertEquals(1, part.rank());
    assertEquals(only.score(), part.score());
    assertEquals(only.score(), part.contribution());
    assertTrue(part.bm25().isEmpty(), "terms only when asked for");
  }

  @Test
  void anExplanationNamesTheTermsOfEachHit() {
    Hit first = searcher.search("parse parseHeader zebra", FUSED.withExplain(true)).hits().get(0);
    Bm25Explanation explanation = first.parts().get(0).bm25().orElseThrow();
    assertEquals(4, explanation.length());
    assertEquals(
        List.of("parse", "header"),
        explanation.terms().stream().map(Bm25Explanation.TermContribution::term).toList());
    Bm25Explanation.TermContribution parse = explanation.terms().get(0);
    assertEquals(2, parse.queryFrequency());
    assertEquals(1, parse.frequency());
    assertEquals(2, parse.documentFrequency());
    assertEquals(Math.log(1 + 2.5 / 2.5), parse.idf(), 1e-12);
  }

  @Test
  void fusionWithoutVectorsSaysSo() {
    var searcherOfWords =
        new Searcher(InMemoryIndex.of(Doc.of(0, "gate")), new FixedEmbedder(1, 0));
    SearchResult result = searcherOfWords.search("gate", FUSED);
    assertEquals(List.of(0), ids(result));
    assertEquals(List.of("dense skipped: the index has no vectors"), result.notes());
  }

  @Test
  void fusionWithVectorsOfAnotherModelSaysSoAndTheDenseRankingRefuses() {
    var other =
        new InMemoryIndex(
            new DenseMeta(2, 2.0 / 255, "other"), List.of(Doc.of(0, "gate").at(1, 2)));
    var searcherOfOther = new Searcher(other, new FixedEmbedder(1, 0, 0));
    assertEquals(
        List.of(
            "dense skipped: its vectors are by other with 2 dimensions, the query's by test with 3"),
        searcherOfOther.search("gate", FUSED).notes());
    assertUsage(() -> searcherOfOther.search("gate", FUSED.withRanking(Ranking.DENSE)));
  }

  @Test
  void aQueryWithNothingToEmbedSkipsTheDenseRankingAndSaysSo() {
    var silent = new Searcher(index, new FixedEmbedder(0, 0));
    SearchResult result = silent.search("schema", FUSED);
    assertEquals(List.of(2), ids(result));
    assertEquals(
        List.of("dense skipped: the embedder finds nothing to embed in the query"), result.notes());
  }

  @Test
  void wordsThatAreNowhereLeaveTheDenseRankingAloneAndSaySo() {
    SearchResult result = searcher.search("zebra", FUSED);
    assertEquals(List.of(2, 1, 3, 0), ids(result));
    assertEquals(
        List.of("bm25 found nothing: no chunk searched has a word of the query"), result.notes());
  }

  @Test
  void fullTextFindsAnIdentifierByItsWordsAndAsWrittenAndRanksBothFirst() {
    assertEquals(List.of(1, 3), ids(searcher.search("parseHeader", FULL_TEXT)));
    var namesOnly =
        new Searcher(
            InMemoryIndex.of(Doc.of(7, "body").named("parseHeader")), new FixedEmbedder(1));
    assertEquals(List.of(7), ids(namesOnly.search("parseHeader", FULL_TEXT)));
  }

  @Test
  void aFullTextExplanationAddsUpOverTheTermsOfBothForms() {
    for (Hit hit : searcher.search("parseHeader", FULL_TEXT.withExplain(true)).hits()) {
      Hit.Part part = hit.parts().get(0);
      FullTextExplanation explanation = part.fullText().orElseThrow();
      double sum =
          explanation.terms().stream()
              .mapToDouble(FullTextExplanation.TermContribution::contribution)
              .sum();
      assertEquals(hit.score(), sum, 1e-12);
      assertTrue(part.bm25().isEmpty());
    }
  }

  @Test
  void withoutWeightsTheWordsAloneDecide() {
    var heavy =
        InMemoryIndex.of(
            Doc.of(0, "gate", "gate"), Doc.of(1, "gate", "other").weighing(100), Doc.of(2, "no"));
    assertEquals(
        List.of(1, 0),
        Rankings.ids(new Bm25(heavy, Bm25Parameters.DEFAULT).top(gate(), 9, id -> true)));
    assertEquals(
        List.of(0, 1),
        Rankings.ids(new Bm25(heavy, Bm25Parameters.UNWEIGHTED).top(gate(), 9, id -> true)));
  }

  private static List<String> gate() {
    return List.of("gate");
  }

  @ParameterizedTest
  @EnumSource(Ranking.class)
  void aFilterThatKeepsOneOfManyStillFindsIt(Ranking ranking) {
    var docs =
        IntStream.range(0, 1000)
            .mapToObj(docId -> Doc.of(docId, "gate").weighing(1000 - docId).at(255, docId % 256))
            .toList();
    var many = new Searcher(InMemoryIndex.of(docs), new FixedEmbedder(1, -1));
    SearchOptions one = FUSED.withRanking(ranking).withTop(1);
    assertEquals(List.of(999), ids(many.search("gate", one, docId -> docId == 999)));
  }

  @Property
  void aFilteredRankingIsTheFullRankingFiltered(
      @ForAll(supplier = RandomIndexes.class) InMemoryIndex random,
      @ForAll(supplier = RandomIndexes.Queries.class) List<String> words,
      @ForAll @IntRange(min = 1, max = 4) int modulus,
      @ForAll @IntRange(min = 1, max = 10) int top) {
    var randomSearcher = new Searcher(random, new FixedEmbedder(1, -0.3f, 0.2f, 0.1f));
    String query = String.join(" ", words);
    for (Ranking ranking : List.of(Ranking.BM25, Ranking.FULL_TEXT)) {
      SearchOptions options = FUSED.withRanking(ranking);
      List<Integer> all = ids(randomSearcher.search(query, options.withTop(1_000_000)));
      List<Integer> left = all.stream().filter(id -> id % modulus == 0).limit(top).toList();
      IntPredicate filter = id -> id % modulus == 0;
      assertEquals(left, ids(randomSearcher.search(query, options.withTop(top), filter)));
      var enumerated = DocIdSet.of(IntStream.range(0, 512).map(i -> i * modulus).toArray());
      assertEquals(
          all.stream().filter(enumerated::test).limit(top).toList(),
          ids(randomSearcher.search(query, options.withTop(top), enumerated)));
    }
  }

  @Property
  void everyHitHasAChunkAndMoreHitsNeverReorderTheFirst(
      @ForAll(supplier = RandomIndexes.class) InMemoryIndex random,
      @ForAll(supplier = RandomIndexes.Queries.class) List<String> words,
      @ForAll @IntRange(min = 1, max = 10) int top) {
    var randomSearcher = new Searcher(random, new FixedEmbedder(1, -0.3f, 0.2f, 0.1f));
    String query = String.join(" ", words);
    SearchResult all = randomSearcher.search(query, FUSED.withTop(100));
    assertFalse(all.hits().stream().anyMatch(hit -> hit.summary() == null));
    assertEquals(
        ids(all).stream().limit(top).toList(),
        ids(randomSearcher.search(query, FUSED.withTop(top))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \t\n", "(){};!=", "\"*\" -", "_", "\u0000", "\uD800 \uDC00"})
  void aQueryWithoutWordsIsRefused(String query) {
    for (Ranking ranking : Ranking.values()) {
      assertUsage(() -> searcher.search(query, FUSED.withRanking(ranking)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"schema\"",
        "schema*",
        "-schema",
        "NEAR(schema gate)",
        "schema\u0000gate",
        "\uD800schema",
        "name:schema",
        "schema' OR 1=1 --"
      })
  void syntaxAndStrayCharactersSeparateWordsAndNothingElse(String query) {
    assertTrue(ids(searcher.search(query, BM25)).contains(2));
    searcher.search(query, FULL_TEXT);
    searcher.search(query, FUSED);
  }

  @Test
  void tenThousandDifferentWordsAreTooManyWhileTenThousandRepeatsAreNot() {
    String different =
        IntStream.range(0, 10_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    assertUsage(() -> searcher.search(different, FUSED));
    assertEquals(List.of(2), ids(searcher.search("schema ".repeat(10_000), BM25)));
  }

  @Test
  void topIsAtLeastOneAndMayBeAMillion() {
    assertUsage(() -> FUSED.withTop(0));
    assertUsage(() -> FUSED.withTop(-1));
    assertEquals(4, searcher.search("parse", FUSED.withTop(1_000_000)).hits().size());
    assertEquals(4, searcher.search("parse", FUSED.withTop(Integer.MAX_VALUE)).hits().size());
  }

  private static void assertUsage(Executable executable) {
    var thrown = assertThrows(SluiceException.class, executable);
    assertEquals(ErrorCode.USAGE, thrown.code());
    assertFalse(thrown.remedy().isEmpty());
  }

  private static List<Integer> ids(SearchResult result) {
    return result.hits().stream().map(hit -> hit.summary().docId()).toList();
  }
}
