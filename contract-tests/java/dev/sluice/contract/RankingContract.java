package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.core.DenseVectors;
import dev.sluice.core.DocIdSet;
import dev.sluice.core.Embedder;
import dev.sluice.core.FullTextIndex;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.core.ScoredDoc;
import dev.sluice.retrieval.Bm25;
import dev.sluice.retrieval.Bm25Parameters;
import dev.sluice.retrieval.Candidates;
import dev.sluice.retrieval.DenseRanking;
import dev.sluice.retrieval.FullTextRanking;
import dev.sluice.retrieval.MinHashNeighbours;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every ranking gives, whichever store is under it: the same chunks in the same order, with
 * scores equal to 1e-9, as over the plain values of the content. On generated content of several
 * seeds; {@code -Dsluice.rankings=N} makes N more.
 */
public abstract class RankingContract {
  private static final double TOLERANCE = 1e-9;
  private static final int CHUNKS = 300;
  private static final int QUERIES = 12;

  @TempDir Path folder;

  /** For a subclass to call. */
  protected RankingContract() {}

  /**
   * Stores the content and opens the store for reading.
   *
   * @param folder empty
   */
  protected abstract IndexReader open(IndexModel content, Path folder) throws IOException;

  /** Content of a seed; see {@link ReaderContract#content}. */
  protected IndexModel content(long seed, int chunks) {
    return ModelGenerator.withGaps(Mode.CODE, seed, chunks);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyRankingIsThatOfTheContent(long seed) throws IOException {
    assertParity(seed, (int) (CHUNKS * seed));
  }

  @Test
  void everyRankingIsThatOfTheContentForMoreSeeds() throws IOException {
    for (long seed = 100; seed < 100 + Integer.getInteger("sluice.rankings", 0); seed++) {
      assertParity(seed, 20 + (int) seed);
    }
  }

  private void assertParity(long seed, int chunks) throws IOException {
    IndexModel content = content(seed, chunks);
    Path place = Files.createDirectory(folder.resolve("seed" + seed));
    try (IndexReader reader = open(content, place)) {
      var random = new Random(seed);
      for (int i = 0; i < QUERIES; i++) {
        assertSame(content, reader, query(content, random), filter(content, random, i), 1 + i * 5);
      }
    }
  }

  private static List<String> query(IndexModel content, Random random) {
    var terms = new ArrayList<>(content.tokens().keySet());
    Collections.shuffle(terms, random);
    var query = new ArrayList<>(terms.subList(0, 1 + random.nextInt(4)));
    query.add(query.get(0));
    query.add("nosuchword");
    return query;
  }

  /** No filter, a few chunks, all but a few, by turns. */
  private static IntPredicate filter(IndexModel content, Random random, int i) {
    int[] docIds = content.docIds();
    int one = random.nextInt(docIds.length);
    return switch (i % 4) {
      case 0 -> docId -> true;
      case 1 -> DocIdSet.of(random.ints(40, 0, docIds[docIds.length - 1] + 1).toArray());
      case 2 -> docId -> docId % 7 != 0;
      default -> docId -> docId == docIds[one];
    };
  }

  private static void assertSame(
      IndexModel content, IndexReader reader, List<String> query, IntPredicate allowed, int k) {
    assertAll(
        query + " top " + k,
        () -> assertSame(bm25(content, query, k, allowed), bm25(reader, query, k, allowed)),
        () ->
            assertSame(
                unweighted(content, query, k, allowed), unweighted(reader, query, k, allowed)),
        () ->
            assertArrayEquals(
                new Candidates(content).of(query, allowed),
                new Candidates(reader).of(query, allowed)),
        () -> assertSame(dense(content, k, allowed), dense(reader, k, allowed)),
        () -> assertSame(neighbours(content, k, allowed), neighbours(reader, k, allowed)),
        () -> assertFullText(reader, query, k, allowed));
  }

  private static List<ScoredDoc> bm25(
      IndexReader reader, List<String> query, int k, IntPredicate allowed) {
    return new Bm25(reader, Bm25Parameters.DEFAULT).top(query, k, allowed);
  }

  private static List<ScoredDoc> unweighted(
      IndexReader reader, List<String> query, int k, IntPredicate allowed) {
    return new Bm25(reader, Bm25Parameters.UNWEIGHTED).top(query, k, allowed);
  }

  private static List<ScoredDoc> dense(IndexReader reader, int k, IntPredicate allowed) {
    DenseVectors vectors = reader.denseVectors().orElseThrow();
    float[] query = new float[vectors.meta().dims()];
    for (int i = 0; i < query.length; i++) {
      query[i] = (float) Math.sin(i + 1);
    }
    return new DenseRanking(reader, new NamedEmbedder(vectors.meta().model(), query.length))
        .top(query, k, allowed);
  }

  /** Has the name of the model that made the vectors; what it embeds is not asked for. */
  private record NamedEmbedder(String model, int dims) implements Embedder {
    @Override
    public List<float[]> embed(List<String> texts) {
      throw new UnsupportedOperationException();
    }
  }

  private static List<ScoredDoc> neighbours(IndexReader reader, int k, IntPredicate allowed) {
    int some = reader.minHashSignatures().docIds()[3];
    return new MinHashNeighbours(reader).of(some, k, allowed);
  }

  /** Where there is full text: a filter and a limit give what they leave of the whole ranking. */
  private static void assertFullText(
      IndexReader reader, List<String> query, int k, IntPredicate allowed) {
    List<String> plain = query.stream().filter(word -> word.matches("word\\d+")).toList();
    if (reader instanceof FullTextIndex && !plain.isEmpty()) {
      var ranking = new FullTextRanking(reader, FullTextWeights.DEFAULT);
      String text = plain.get(0);
      List<ScoredDoc> all = ranking.top(text, 1_000_000, docId -> true);
      assertEquals(
          reader.tokenPostings(List.of(text)).get(0).documentFrequency(), all.size(), text);
      assertSame(
          all.stream().filter(doc -> allowed.test(doc.docId())).limit(k).toList(),
          ranking.top(text, k, allowed));
    }
  }

  private static void assertSame(List<ScoredDoc> expected, List<ScoredDoc> actual) {
    assertEquals(
        expected.stream().map(ScoredDoc::docId).toList(),
        actual.stream().map(ScoredDoc::docId).toList());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).score(), actual.get(i).score(), TOLERANCE);
    }
  }
}
