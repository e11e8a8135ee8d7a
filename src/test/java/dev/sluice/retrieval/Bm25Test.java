package dev.sluice.retrieval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.ScoredDoc;
import dev.sluice.core.TokenStats;
import dev.sluice.retrieval.InMemoryIndex.Doc;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class Bm25Test {
  @Property
  void scoresAndOrderAreThoseOfTheFormulaAppliedToEveryChunk(
      @ForAll(supplier = RandomIndexes.class) InMemoryIndex index,
      @ForAll(supplier = RandomIndexes.Queries.class) List<String> query,
      @ForAll @IntRange(min = 1, max = 50) int k,
      @ForAll @IntRange(min = 1, max = 4) int modulus) {
    IntPredicate allowed = docId -> docId % modulus == 0;
    Rankings.assertSame(
        naive(index, query, allowed),
        k,
        new Bm25(index, Bm25Parameters.DEFAULT).top(query, k, allowed));
  }

  /**
   * Of a rare word, one in many chunks and one in nearly all: the last are looked up. Where the
   * index says that it has fewer chunks than these, such a word takes from a score.
   */
  @Property(tries = 100)
  void wordsAsCommonAsCanBeChangeNoScoreAndNoOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int k,
      @ForAll @IntRange(min = 1, max = 3) int modulus,
      @ForAll boolean saysTooFew) {
    var random = new Random(seed);
    var docs = new ArrayList<Doc>();
    for (int docId = 0; docId < 300; docId++) {
      var tokens = new ArrayList<String>();
      tokens.addAll(
          Collections.nCopies(random.nextInt(60) == 0 ? 1 + random.nextInt(3) : 0, "rare"));
      tokens.addAll(
          Collections.nCopies(random.nextInt(4) == 0 ? 1 + random.nextInt(9) : 0, "some"));
      tokens.addAll(Collections.nCopies(random.nextInt(30), "most"));
      Doc doc = Doc.of(docId, tokens.toArray(String[]::new)).weighing(1 + random.nextInt(3) / 2.0);
      docs.add(random.nextInt(20) == 0 ? doc.orphaned() : doc);
    }
    var index =
        new InMemoryIndex(new DenseMeta(0, 1, InMemoryIndex.MODEL), docs) {
          @Override
          public TokenStats tokenStats() {
            TokenStats stats = super.tokenStats();
            return saysTooFew ? new TokenStats(stats.averageLength(), 100) : stats;
          }
        };
    IntPredicate allowed = docId -> docId % modulus == 0;
    for (var query : List.of(List.of("most", "rare", "some"), List.of("most", "some"))) {
      Rankings.assertSame(
          naive(index, query, allowed),
          k,
          new Bm25(index, Bm25Parameters.DEFAULT).top(query, k, allowed));
    }
  }

  @Property
  void anExplanationAddsUpToTheScore(
      @ForAll(supplier = RandomIndexes.class) InMemoryIndex index,
      @ForAll(supplier = RandomIndexes.Queries.class) List<String> query) {
    var bm25 = new Bm25(index, Bm25Parameters.DEFAULT);
    List<ScoredDoc> top = bm25.top(query, 50, docId -> true);
    List<Bm25Explanation> explanations =
        bm25.explain(query, top.stream().mapToInt(ScoredDoc::docId).toArray());
    for (int i = 0; i < top.size(); i++) {
      double sum =
          explanations.get(i).terms().stream()
              .mapToDouble(Bm25Explanation.TermContribution::contribution)
              .sum();
      assertEquals(top.get(i).score(), sum * explanations.get(i).weight(), 1e-9);
    }
  }

  @Test
  void oneTermInOneOfTwoChunksAsComputedByHand() {
    var index = InMemoryIndex.of(Doc.of(0, "gate", "gate", "schema"), Doc.of(1, "read"));
    // idf = ln(1 + 1.5/1.5) = ln 2; length norm = 1.2 * (0.25 + 0.75 * 3/2) = 1.65
    double expected = Math.log(2) * 2 * 2.2 / (2 + 1.65);
    List<ScoredDoc> top =
        new Bm25(index, Bm25Parameters.DEFAULT).top(List.of("gate"), 10, docId -> true);
    assertEquals(1, top.size());
    assertEquals(expected, top.get(0).score(), 1e-12);
  }

  @Test
  void ofEqualScoresTheLowerDocIdComesFirst() {
    var index = InMemoryIndex.of(Doc.of(9, "gate"), Doc.of(2, "gate"), Doc.of(5, "gate"));
    assertEquals(List.of(2, 5), ids(index, 2, "gate"));
  }

  @Test
  void orphansOfHigherScoreDoNotTakeThePlacesOfChunks() {
    var docs = new ArrayList<Doc>();
    for (int docId = 0; docId < 100; docId++) {
      docs.add(Doc.of(docId, "gate").weighing(100 - docId).orphaned());
    }
    docs.add(Doc.of(100, "gate"));
    docs.add(Doc.of(101, "gate").weighing(0.5));
    assertEquals(List.of(100, 101), ids(InMemoryIndex.of(docs), 2, "gate"));
  }

  @Test
  void unknownWordsFindNothing() {
    assertEquals(List.of(), ids(InMemoryIndex.of(Doc.of(0, "gate")), 10, "lock"));
    assertEquals(List.of(), ids(InMemoryIndex.of(), 10, "lock"));
  }

  @Test
  void allTermsAreLookedUpInOneCall() {
    var index = InMemoryIndex.of(Doc.of(0, "gate"));
    ids(index, 1, "gate", "schema", "gate");
    assertEquals(1, index.termCalls());
  }

  private static List<Integer> ids(InMemoryIndex index, int k, String... query) {
    return new Bm25(index, Bm25Parameters.DEFAULT)
        .top(List.of(query), k, docId -> true).stream().map(ScoredDoc::docId).toList();
  }

  /** The formula of docs/ranking.md, chunk by chunk. */
  private static List<ScoredDoc> naive(
      InMemoryIndex index, List<String> query, IntPredicate allowed) {
    double average = index.tokenStats().averageLength();
    int count = index.tokenStats().documentCount();
    var scored = new ArrayList<ScoredDoc>();
    for (Doc doc : index.docs()) {
      double sum = 0;
      boolean found = false;
      for (String term : new LinkedHashSet<>(query)) {
        double tf = Collections.frequency(doc.tokens(), term);
        double df = index.docs().stream().filter(d -> d.tokens().contains(term)).count();
        double idf = Math.log(1 + (count - df + 0.5) / (df + 0.5));
        double norm = 1.2 * (1 - 0.75 + 0.75 * doc.tokens().size() / average);
        found |= tf > 0;
        sum += tf == 0 ? 0 : Collections.frequency(query, term) * idf * tf * 2.2 / (tf + norm);
      }
      if (found && !doc.orphan() && allowed.test(doc.docId())) {
        scored.add(new ScoredDoc(doc.docId(), sum * doc.weight()));
      }
    }
    scored.sort(ScoredDoc.BEST_FIRST);
    return scored;
  }
}
