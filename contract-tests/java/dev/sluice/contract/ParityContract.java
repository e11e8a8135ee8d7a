package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.build.BuildProgress;
import dev.sluice.build.BuildRequest;
import dev.sluice.build.From;
import dev.sluice.build.SqliteBuild;
import dev.sluice.core.CharGrams;
import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.Embedder;
import dev.sluice.core.FileEntry;
import dev.sluice.core.HashingEmbedder;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.core.PhraseGrams;
import dev.sluice.core.ScoredDoc;
import dev.sluice.producer.IndexProduction;
import dev.sluice.producer.ProducerOptions;
import dev.sluice.retrieval.Bm25;
import dev.sluice.retrieval.Bm25Parameters;
import dev.sluice.retrieval.Candidates;
import dev.sluice.retrieval.DenseRanking;
import dev.sluice.retrieval.MinHashNeighbours;
import dev.sluice.sqlite.SqliteIndexReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two stores made of the same artifacts give the same answers and the same rankings: that of the
 * subclass and the SQLite database. Of artifacts of Sluice, and of real ones of PairOfCleats.
 */
public abstract class ParityContract {
  private static final Path SOURCES = Path.of("src/main/java/dev/sluice/core");
  private static final Path REAL = Path.of("../shared/real/before");
  private static final int QUERIES = 60;
  private static final int ASKED_AT_ONCE = 500;
  private static final double TOLERANCE = 1e-9;

  @TempDir Path folder;

  /** For a subclass to call. */
  protected ParityContract() {}

  /**
   * Makes a store of the artifacts of an index, if need be, and opens it.
   *
   * @param layout where the artifacts are; nothing can be written there
   * @param scratch empty
   */
  protected abstract IndexReader open(IndexLayout layout, Mode mode, Path scratch);

  @Test
  void ofArtifactsOfSluiceEveryAnswerAndRankingIsThatOfSqlite() {
    var layout = new IndexLayout(folder.resolve("root"));
    new IndexProduction(
            layout, ProducerOptions.defaults(), new HashingEmbedder(), Clock.systemUTC())
        .run(SOURCES.toAbsolutePath(), EnumSet.of(Mode.CODE));
    compare(layout, Mode.CODE);
  }

  @Test
  void ofRealArtifactsOfCodeEveryAnswerAndRankingIsThatOfSqlite() {
    assumeTrue(Files.isDirectory(REAL), "the real index is not beside this checkout");
    compare(new IndexLayout(REAL), Mode.CODE);
  }

  @Test
  void ofRealArtifactsOfProseEveryAnswerAndRankingIsThatOfSqlite() {
    assumeTrue(Files.isDirectory(REAL), "the real index is not beside this checkout");
    compare(new IndexLayout(REAL), Mode.PROSE);
  }

  private void compare(IndexLayout layout, Mode mode) {
    Path database = folder.resolve("index.db");
    var request = BuildRequest.of(layout, mode).from(From.ARTIFACTS, "compared").target(database);
    new SqliteBuild(request, Clock.systemUTC()).run(BuildProgress.NONE);
    try (IndexReader sqlite = SqliteIndexReader.open(database, mode);
        IndexReader other = open(layout, mode, folder.resolve("scratch"))) {
      compare(sqlite, other);
    }
  }

  private static void compare(IndexReader sqlite, IndexReader other) {
    int chunkCount = sqlite.tokenStats().documentCount();
    int[] all = sqlite.existing(IntStream.range(0, chunkCount).toArray());
    assertTrue(all.length > 0, "no chunks");
    List<Chunk> chunks = sqlite.chunks(all);
    answers(sqlite, chunks).forEach(question -> same(question, sqlite, other));
    rankings(chunks).forEach(ranking -> sameRanking(ranking, sqlite, other));
  }

  private static void same(Question question, IndexReader sqlite, IndexReader other) {
    assertEquals(question.ask(sqlite), question.ask(other), question.name());
  }

  private static List<Question> answers(IndexReader sqlite, List<Chunk> chunks) {
    int[] ids = IntStream.rangeClosed(-1, chunks.get(chunks.size() - 1).docId() + 2).toArray();
    var questions = new ArrayList<Question>();
    questions.add(new Question("tokenStats", IndexReader::tokenStats));
    questions.add(new Question("denseVectors", IndexReader::denseVectors));
    questions.add(new Question("minHashSignatures", IndexReader::minHashSignatures));
    questions.add(new Question("files", IndexReader::files));
    questions.add(new Question("chunks", reader -> reader.chunks(ids)));
    questions.add(new Question("summaries", reader -> reader.summaries(ids)));
    questions.add(new Question("docLengths", reader -> reader.docLengths(ids)));
    questions.add(new Question("weights", reader -> reader.weights(ids)));
    questions.add(new Question("existing", reader -> reader.existing(ids)));
    List<String> files = sqlite.files().stream().map(FileEntry::file).toList();
    questions.add(
        new Question("docIdsOf", reader -> files.stream().map(reader::docIdsOf).toList()));
    questions.addAll(terms(chunks));
    return questions;
  }

  private static List<Question> terms(List<Chunk> chunks) {
    Set<String> tokens = new LinkedHashSet<>();
    Set<String> phrases = new LinkedHashSet<>();
    Set<String> grams = new LinkedHashSet<>();
    for (Chunk chunk : chunks) {
      List<String> some = tokens(chunk);
      tokens.addAll(some);
      PhraseGrams.collect(some.subList(0, Math.min(some.size(), 12)), phrases);
      some.stream().limit(3).forEach(token -> CharGrams.collect(token, grams));
    }
    var questions = new ArrayList<Question>();
    asked(tokens, "tokenPostings", questions, some -> reader -> reader.tokenPostings(some));
    asked(tokens, "scanPostings", questions, some -> reader -> Question.scanned(reader, some));
    asked(phrases, "phrasePostings", questions, some -> reader -> reader.phrasePostings(some));
    asked(grams, "chargramPostings", questions, some -> reader -> reader.chargramPostings(some));
    asked(grams, "docIdsOfAny", questions, some -> r -> r.docIdsOfAny(List.of(), some));
    return questions;
  }

  private static void asked(
      Set<String> terms,
      String name,
      List<Question> questions,
      Function<List<String>, Function<IndexReader, Object>> ask) {
    var all = List.copyOf(terms);
    for (int from = 0; from < all.size(); from += ASKED_AT_ONCE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + ASKED_AT_ONCE));
      questions.add(new Question(name + " from " + from, ask.apply(some)));
    }
  }

  private static List<String> tokens(Chunk chunk) {
    return chunk.tokens() == null
        ? List.of()
        : List.of(new JsonMapper().readValue(chunk.tokens(), String[].class));
  }

  /** One way to rank, of one query. */
  private record Ranked(String name, Function<IndexReader, List<ScoredDoc>> rank) {}

  private static List<Ranked> rankings(List<Chunk> chunks) {
    var random = new Random(1);
    var rankings = new ArrayList<Ranked>();
    for (int i = 0; i < QUERIES; i++) {
      Chunk chunk = chunks.get(random.nextInt(chunks.size()));
      List<String> tokens = tokens(chunk);
      int from = tokens.isEmpty() ? 0 : random.nextInt(tokens.size());
      List<String> query = tokens.subList(from, Math.min(tokens.size(), from + 1 + i % 4));
      int k = 1 + random.nextInt(60);
      rankings.add(
          new Ranked(
              "BM25 of " + query,
              reader -> new Bm25(reader, Bm25Parameters.DEFAULT).top(query, k, id -> true)));
      rankings.add(new Ranked("candidates of " + query, reader -> candidates(reader, query)));
      rankings.add(
          new Ranked(
              "MinHash of " + chunk.docId(),
              reader -> new MinHashNeighbours(reader).of(chunk.docId(), k, id -> true)));
      rankings.add(new Ranked("dense of " + chunk.docId(), reader -> dense(reader, chunk, k)));
    }
    return rankings;
  }

  private static List<ScoredDoc> candidates(IndexReader reader, List<String> query) {
    return IntStream.of(new Candidates(reader).of(query))
        .mapToObj(docId -> new ScoredDoc(docId, 0))
        .toList();
  }

  /** The neighbours of a made-up vector. */
  private static List<ScoredDoc> dense(IndexReader reader, Chunk chunk, int k) {
    var random = new Random(chunk.docId());
    return reader
        .denseVectors()
        .map(DenseVectors::meta)
        .map(
            meta -> {
              float[] vector = new float[meta.dims()];
              for (int i = 0; i < vector.length; i++) {
                vector[i] = random.nextFloat() - 0.5f;
              }
              return new DenseRanking(reader, new AsStored(meta)).top(vector, k, id -> true);
            })
        .orElse(List.of());
  }

  /** Says that it made the vectors that are stored, and makes none. */
  private record AsStored(DenseMeta meta) implements Embedder {
    @Override
    public String model() {
      return meta.model();
    }

    @Override
    public int dims() {
      return meta.dims();
    }

    @Override
    public List<float[]> embed(List<String> texts) {
      throw new UnsupportedOperationException();
    }
  }

  private static void sameRanking(Ranked ranking, IndexReader sqlite, IndexReader other) {
    List<ScoredDoc> expected = ranking.rank().apply(sqlite);
    List<ScoredDoc> actual = ranking.rank().apply(other);
    assertEquals(
        expected.stream().map(ScoredDoc::docId).toList(),
        actual.stream().map(ScoredDoc::docId).toList(),
        ranking.name());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).score(), actual.get(i).score(), TOLERANCE, ranking.name());
    }
  }
}
