package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.build.BuildRequest;
import dev.sluice.build.From;
import dev.sluice.build.SqliteBuild;
import dev.sluice.core.AnnConfig;
import dev.sluice.core.AnnMode;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.Embedder;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.HashingEmbedder;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.ScoredDoc;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.producer.IndexProduction;
import dev.sluice.producer.ProducerOptions;
import dev.sluice.retrieval.DenseRanking;
import dev.sluice.schema.Role;
import dev.sluice.sqlite.ann.RealLibrary;
import dev.sluice.sqlite.ann.VectorRows;
import dev.sluice.sqlite.ann.VectorTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The vector table with the real extension, if this run was given one. */
class VectorExtensionTest {
  private static final Path PEER = Path.of("../shared/real/before");
  private static final int CHUNKS = 600;
  private static final int QUERIES = 200;
  private static final DenseMeta META = new DenseMeta(SmallIndex.DIMS, 2.0 / 255, "test");

  @TempDir static Path own;
  @TempDir Path temp;
  private AnnConfig config;
  private VectorTable table;
  private Path file;

  @BeforeEach
  void take() {
    config = RealLibrary.config();
    table = VectorTable.of(config);
    file = temp.resolve("index-code.db");
  }

  /** Of some of this program's own sources, and of the index of another one where that is there. */
  @BeforeAll
  static void makeVectors() {
    RealLibrary.path();
    var layout = new IndexLayout(own);
    new IndexProduction(
            layout, ProducerOptions.defaults(), new HashingEmbedder(), Clock.systemUTC())
        .run(Path.of("src/main/java/dev/sluice/sqlite"), Set.of(Mode.CODE));
  }

  static Stream<Path> roots() {
    return Stream.of(own, PEER).filter(Files::isDirectory);
  }

  @ParameterizedTest
  @MethodSource("roots")
  void theNearestTenOfRealVectorsAreThoseOfTheExactScan(Path root) {
    requireAgreement(root, table);
  }

  @Test
  void vectorsHandedOverAsJsonAreTheSame() {
    requireAgreement(own, VectorTable.of(withEncoding("json")));
  }

  private void requireAgreement(Path root, VectorTable encoded) {
    build(root, encoded);
    try (var reader = SqliteIndexReader.open(file, Mode.CODE, encoded)) {
      DenseVectors vectors = reader.denseVectors().orElseThrow();
      Embedder embedder = embedder(vectors.meta());
      var exact = new DenseRanking(reader, embedder, AnnMode.EXACT);
      var extension = new DenseRanking(reader, embedder, AnnMode.EXTENSION);
      var notes = new ArrayList<String>();
      for (float[] query : queries(vectors)) {
        List<ScoredDoc> expected = exact.top(query, 10, docId -> true);
        assertEquals(expected, extension.top(query, 10, docId -> true, notes::add));
        var raw = reader.nearest(query, 10, null);
        assertEquals(expected.get(9).score(), raw.bound(), 1e-5, "what the extension itself says");
      }
      assertEquals(List.of(), notes);
    }
  }

  private AnnConfig withEncoding(String encoding) {
    return new AnnConfig(
        config.mode(),
        config.provider(),
        config.library(),
        config.module(),
        config.table(),
        config.column(),
        encoding,
        config.options());
  }

  @ParameterizedTest
  @MethodSource("roots")
  void aTableThatGoesByDistanceIsAskedForMoreAndFindsNearlyAll(Path root) {
    var euclidean =
        VectorTable.of(
            new AnnConfig(
                AnnMode.EXTENSION,
                config.provider(),
                config.library(),
                "vec0",
                "dense_vectors_ann",
                "embedding",
                "float32",
                List.of()));
    build(root, euclidean);
    try (var reader = SqliteIndexReader.open(file, Mode.CODE, table)) {
      DenseVectors vectors = reader.denseVectors().orElseThrow();
      var exact = new DenseRanking(reader, embedder(vectors.meta()), AnnMode.EXACT);
      var extension = new DenseRanking(reader, embedder(vectors.meta()), AnnMode.EXTENSION);
      int found = 0;
      for (float[] query : queries(vectors)) {
        assertTrue(Double.isNaN(reader.nearest(query, 1, null).bound()));
        var expected = new HashSet<>(exact.top(query, 10, docId -> true));
        expected.retainAll(extension.top(query, 10, docId -> true));
        found += expected.size();
      }
      double recall = found / (10.0 * QUERIES);
      System.out.printf("VectorExtensionTest: recall by L2 distance %.4f%n", recall);
      assertTrue(recall > 0.95, "recall " + recall);
    }
  }

  private void build(Path root, VectorTable vectorTable) {
    var request =
        BuildRequest.of(new IndexLayout(root), Mode.CODE).from(From.ARTIFACTS, null).target(file);
    new SqliteBuild(request, Clock.systemUTC(), vectorTable).run((phase, done, total) -> {});
  }

  /** Stored vectors, and between two of them. */
  private static List<float[]> queries(DenseVectors vectors) {
    var random = new Random(6);
    int dims = vectors.meta().dims();
    return IntStream.range(0, QUERIES)
        .mapToObj(
            i -> {
              float[] one = vector(vectors, random.nextInt(vectors.count()));
              float[] other = vector(vectors, random.nextInt(vectors.count()));
              for (int d = 0; d < dims && i % 2 == 1; d++) {
                one[d] += other[d] / 2;
              }
              return one;
            })
        .toList();
  }

  private static float[] vector(DenseVectors vectors, int i) {
    int dims = vectors.meta().dims();
    return vectors.meta().decode(Arrays.copyOfRange(vectors.data(), i * dims, (i + 1) * dims));
  }

  private static Embedder embedder(DenseMeta meta) {
    return new Embedder() {
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
    };
  }

  @Test
  void amongCandidatesFewOrManyTheNearestAreThoseOfTheExactScan() {
    int chunks = 5_000;
    SmallIndex.write(file, Mode.CODE, chunks, table);
    try (var reader = SqliteIndexReader.open(file, Mode.CODE, table)) {
      Embedder embedder = embedder(reader.denseMeta().orElseThrow());
      var exact = new DenseRanking(reader, embedder, AnnMode.EXACT);
      var extension = new DenseRanking(reader, embedder, AnnMode.EXTENSION);
      var notes = new ArrayList<String>();
      float[] query = {0.3f, -0.2f, 0.9f, 0.1f};
      for (int size : new int[] {0, 1, 7, 901, 4_000, 4_001, 4_900}) {
        int[] candidates = new Random(size).ints(0, chunks).distinct().limit(size).toArray();
        assertEquals(
            exact.top(query, 12, candidates, note -> {}),
            extension.top(query, 12, candidates, notes::add),
            size + " candidates");
      }
      assertEquals(2, extension.filteredSearches());
      assertEquals(
          1, notes.stream().filter(note -> note.contains("4001 candidates")).count(), "" + notes);
    }
  }

  @Test
  void rowsWithIdsOfMoreThan32BitsAreDeletedAndInserted() throws SQLException {
    SmallIndex.write(file, Mode.CODE, 10, table);
    try (Connection connection = Connections.builder(file)) {
      try (VectorRows rows = table.rows(connection).orElseThrow()) {
        rows.insert(5_000_000_000L, new byte[] {1, 2, 3, 4}, META);
        rows.delete(3);
      }
      assertEquals(List.of(0L, 1L, 2L, 4L, 5L, 6L, 7L, 8L, 9L, 5_000_000_000L), ids(connection));
      try (VectorRows rows = table.rows(connection).orElseThrow()) {
        rows.delete(5_000_000_000L);
        rows.insert(3, new byte[] {3, 1, 2, (byte) 200}, META);
      }
    }
    assertEquals(List.of(), StoreValidator.validate(file, ValidationLevel.FULL));
  }

  private static List<Long> ids(Connection connection) throws SQLException {
    var ids = new ArrayList<Long>();
    try (var statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT rowid FROM dense_vectors_ann ORDER BY rowid")) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    return ids;
  }

  @Test
  void withoutTheLibraryTheDatabaseIsReadCheckedAndValidated() throws SQLException {
    SmallIndex.write(file, Mode.CODE, CHUNKS, table);
    assertTrue(SqliteGate.check(file, Role.READER).ok());
    assertTrue(SqliteGate.check(file, Role.WRITER).ok());
    assertEquals(List.of(), StoreValidator.validate(file, ValidationLevel.FULL));
    try (var reader = SqliteIndexReader.open(file, Mode.CODE)) {
      assertTrue(reader.vectorIndexObstacle().orElseThrow().contains("no library"));
      var ranking = new DenseRanking(reader, embedder(META), AnnMode.AUTO);
      assertEquals(3, ranking.top(new float[] {1, 0, 0, 0}, 3, docId -> true).size());
    }
  }

  @Test
  void orphansAndMissingIdsAreFoundWithoutTheLibrary() throws SQLException {
    SmallIndex.write(file, Mode.CODE, CHUNKS, table);
    try (Connection connection = Connections.builder(file);
        VectorRows rows = table.rows(connection).orElseThrow()) {
      rows.delete(3);
      rows.insert(70_000, new byte[] {1, 2, 3, 4}, META);
    }
    assertEquals(
        List.of(
            new Finding(
                "dense_vectors_ann", "1 vectors missing in the vector table, for example 3"),
            new Finding("dense_vectors_ann", "1 orphans in the vector table, for example 70000")),
        StoreValidator.validate(file, ValidationLevel.FULL));
  }

  @Test
  void loadingIsOverWhenItIsDoneAndChangesNoSetting() throws SQLException {
    try (Connection connection = Connections.builder(file)) {
      table.load(connection);
      var refused =
          assertThrows(
              SQLException.class,
              () -> text(connection, "SELECT load_extension('" + config.library() + "')"));
      assertTrue(refused.getMessage().contains("not authorized"), refused.getMessage());
      assertEquals("0", text(connection, "PRAGMA trusted_schema"));
      assertEquals("v0.1.9", text(connection, "SELECT vec_version()"));
    }
  }

  @Test
  void aLoadedLibraryIsRememberedForTheConnectionAndTheConfiguration() throws Exception {
    Path library = Files.copy(config.library(), temp.resolve("vec0.so"));
    VectorTable copied = VectorTable.of(config.withLibrary(library));
    VectorTable other = VectorTable.of(config.withLibrary(library).withMode(AnnMode.AUTO));
    try (Connection connection = Connections.builder(file)) {
      copied.load(connection);
      Files.delete(library);
      copied.load(connection);
      Files.writeString(library, "x".repeat(5000));
      var refused = assertThrows(StoreUnavailableException.class, () -> other.load(connection));
      assertTrue(refused.getMessage().contains("is no shared library"), refused.getMessage());
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void aMissingOrForeignLibraryIsToldWithPathAndReason() throws Exception {
    Path library = temp.resolve("vec0.so");
    requireReason(library, "is not there");
    byte[] bytes = Files.readAllBytes(config.library());
    bytes[18] = (byte) (bytes[18] == 62 ? 183 : 62);
    Files.write(library, bytes);
    requireReason(library, "is a library for linux-");
    bytes = Files.readAllBytes(config.library());
    for (int length : new int[] {64, 300, 4096, bytes.length - 1}) {
      // Loading one of these would kill this process.
      Files.write(library, Arrays.copyOf(bytes, length));
      requireReason(library, length < 1000 ? "c" : "is cut short");
    }
  }

  @Test
  void aLibraryThatIsNoExtensionIsToldWithWhatSqliteSaysOfIt() throws Exception {
    Path library = temp.resolve("other.so");
    Files.copy(config.library(), library);
    // Its entry point goes by the name of the file, and there is none of this one.
    VectorTable other = VectorTable.of(config.withLibrary(library));
    try (Connection connection = Connections.builder(file)) {
      var refused = assertThrows(StoreUnavailableException.class, () -> other.load(connection));
      assertTrue(refused.getMessage().contains(library + " cannot be loaded"), refused.toString());
    }
  }

  private void requireReason(Path library, String reason) {
    VectorTable broken = VectorTable.of(config.withLibrary(library));
    String obstacle = broken.obstacle().orElseThrow();
    assertTrue(obstacle.startsWith(library + " " + reason), obstacle);
    var refused = assertThrows(StoreUnavailableException.class, broken::requireIfAskedFor);
    assertEquals(ErrorCode.MISSING, refused.code());
  }

  @Test
  void verificationLoadsMakesInsertsAndFinds() throws Exception {
    assertEquals(
        List.of("settings", "present", "hash", "library", "load", "create", "insert", "find"),
        ExtensionVerification.run(config, true).stream()
            .map(ExtensionVerification.Step::name)
            .toList());
    assertTrue(
        ExtensionVerification.run(config, true).stream().allMatch(step -> step.failure() == null));
    assertEquals(4, ExtensionVerification.run(config, false).size());
    Path cut = temp.resolve("vec0.so");
    Files.write(cut, Arrays.copyOf(Files.readAllBytes(config.library()), 4096));
    List<ExtensionVerification.Step> steps =
        ExtensionVerification.run(config.withLibrary(cut), true);
    assertEquals(ErrorCode.FAILED, steps.get(3).failure());
    assertEquals(4, steps.size());
  }
}
