package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.contract.IndexModel;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.contract.SqliteModels;
import dev.sluice.core.Chunk;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.DurableFiles;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.MinHash;
import dev.sluice.core.MinHashSignatures;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.sqlite.StoreValidator;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.sqlite.ann.VectorTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever is compacted has, row by row, what a build of the same content writes. */
class CompactionPropertyTest {
  private static final Mode MODE = Mode.CODE;
  private static final Comparator<Chunk> BY_PLACE =
      Comparator.comparing(Chunk::file).thenComparing(Chunk::start).thenComparing(Chunk::docId);

  @Property(tries = 15)
  void aCompactedDatabaseHasTheRowsOfABuild(
      @ForAll long seed,
      @ForAll @IntRange(max = 70) int size,
      @ForAll @IntRange(min = 2, max = 9) int nth)
      throws Exception {
    Path root = Files.createTempDirectory("sluice-compaction");
    try {
      var layout = new IndexLayout(root);
      Path database = layout.sqlite(MODE);
      Files.createDirectories(database.getParent());
      IndexModel model = ModelGenerator.withGaps(MODE, seed, size);
      SqliteModels.write(model, database);
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
          Statement statement = connection.createStatement()) {
        statement.execute("DELETE FROM token_postings WHERE token_id % " + nth + " = 0");
        statement.execute("DELETE FROM phrase_postings WHERE phrase_id % " + nth + " = 1");
        statement.execute("DELETE FROM chargram_postings WHERE gram_id % " + nth + " = 0");
      }
      new Compaction(layout, MODE, Clock.systemUTC(), VectorTable.DEFAULT)
          .run(false, BuildProgress.NONE);
      Path built = SqliteModels.write(compacted(model, nth), root.resolve("built.db"));
      for (String table : Rows.TABLES) {
        assertEquals(rows(built, table), rows(database, table), table);
      }
      assertEquals(List.of(), StoreValidator.validate(database, ValidationLevel.FULL));
    } finally {
      DurableFiles.deleteTree(root);
    }
  }

  /** Models make the words of the full text from postings, some of which are gone. */
  private static List<String> rows(Path file, String table) throws SQLException {
    return table.equals("chunks_fts")
        ? Rows.ofQuery(
            file, "SELECT rowid, mode, file, name, signature, kind, headline, doc FROM chunks_fts")
        : Rows.of(file, table);
  }

  private static IndexModel compacted(IndexModel model, int nth) {
    Map<Integer, Integer> newIds = new HashMap<>();
    NavigableMap<Integer, Chunk> chunks = new TreeMap<>();
    model.chunks().values().stream()
        .sorted(BY_PLACE)
        .forEach(
            chunk -> {
              newIds.put(chunk.docId(), newIds.size());
              chunks.put(chunks.size(), chunk.withDocId(chunks.size()));
            });
    NavigableMap<Integer, Integer> lengths = new TreeMap<>();
    model.lengths().forEach((id, length) -> lengths.put(newIds.get(id), length));
    UnaryOperator<int[]> moved = ids -> Arrays.stream(ids).map(newIds::get).toArray();
    return new IndexModel(
        MODE,
        chunks,
        lengths,
        kept(model.tokens(), nth, 0, list -> moved(list, newIds)),
        kept(model.phrases(), nth, 1, ids -> Arrays.stream(moved.apply(ids)).sorted().toArray()),
        kept(model.chargrams(), nth, 0, ids -> Arrays.stream(moved.apply(ids)).sorted().toArray()),
        model.denseVectors().map(vectors -> moved(vectors, newIds)),
        moved(model.minHashSignatures(), newIds),
        model.files());
  }

  private static <T> NavigableMap<String, T> kept(
      NavigableMap<String, T> lists, int nth, int without, UnaryOperator<T> moved) {
    NavigableMap<String, T> kept = new TreeMap<>();
    int id = 0;
    for (var list : lists.entrySet()) {
      if (id++ % nth != without) {
        kept.put(list.getKey(), moved.apply(list.getValue()));
      }
    }
    return kept;
  }

  private static Postings moved(Postings list, Map<Integer, Integer> newIds) {
    NavigableMap<Integer, Integer> frequencies = new TreeMap<>();
    for (int i = 0; i < list.docIds().length; i++) {
      frequencies.put(newIds.get(list.docIds()[i]), list.frequencies()[i]);
    }
    return new Postings(
        frequencies.keySet().stream().mapToInt(Integer::intValue).toArray(),
        frequencies.values().stream().mapToInt(Integer::intValue).toArray());
  }

  private static DenseVectors moved(DenseVectors vectors, Map<Integer, Integer> newIds) {
    var rows = new Rearranged(vectors.docIds(), newIds);
    return new DenseVectors(
        vectors.meta(), rows.ids(), rows.bytes(vectors.data(), vectors.meta().dims()));
  }

  private static MinHashSignatures moved(MinHashSignatures all, Map<Integer, Integer> newIds) {
    var rows = new Rearranged(all.docIds(), newIds);
    return new MinHashSignatures(rows.ids(), rows.ints(all.data(), MinHash.POSITIONS));
  }

  /** Old positions by new doc id. */
  private record Rearranged(NavigableMap<Integer, Integer> positions) {
    Rearranged(int[] oldIds, Map<Integer, Integer> newIds) {
      this(new TreeMap<>());
      for (int i = 0; i < oldIds.length; i++) {
        positions.put(newIds.get(oldIds[i]), i);
      }
    }

    int[] ids() {
      return positions.keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    byte[] bytes(byte[] data, int width) {
      byte[] moved = new byte[data.length];
      int to = 0;
      for (int position : positions.values()) {
        System.arraycopy(data, position * width, moved, to, width);
        to += width;
      }
      return moved;
    }

    int[] ints(int[] data, int width) {
      int[] moved = new int[data.length];
      int to = 0;
      for (int position : positions.values()) {
        System.arraycopy(data, position * width, moved, to, width);
        to += width;
      }
      return moved;
    }
  }
}
