package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.Bundle;
import dev.sluice.core.DurableFiles;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.sqlite.TermKind;
import dev.sluice.sqlite.ValidationLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever happened to the files, an updated database is what a build from the bundles is. */
class IncrementalEquivalenceTest {
  private static final Mode MODE = EditedFiles.MODE;

  /** {@code -Dsluice.edits=N} makes a campaign of it. */
  private static final int UPDATES = Integer.getInteger("sluice.edits", 5);

  private static final List<String> WORDS = List.of("get", "set", "row", "w7", "null", "名", "for");

  static final UpdateLimits NO_LIMITS = noLimits();

  private static UpdateLimits noLimits() {
    UpdateLimits limits = UpdateLimits.DEFAULT.changed(1e9);
    for (TermKind kind : TermKind.values()) {
      limits = limits.terms(kind, new UpdateLimits.Growth(1e9, Integer.MAX_VALUE));
    }
    return limits;
  }

  @Property(tries = 6)
  void anUpdatedDatabaseMeansWhatABuildMakes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int files, @ForAll boolean ofProducer)
      throws IOException, SQLException {
    Path root = Files.createTempDirectory("sluice-equivalence");
    try {
      var layout = new IndexLayout(root);
      var edited = new EditedFiles(seed, files, ofProducer);
      edited.write(layout.incremental(MODE));
      build(BuildRequest.of(layout, MODE));
      for (int i = 0; i < UPDATES; i++) {
        Map<String, List<Integer>> before = docIds(layout);
        Map<String, String> hashes = hashes(layout);
        edited.edit();
        edited.write(layout.incremental(MODE));
        BuildResult result = build(update(layout));
        assertTrue(
            List.of("incremental", "unchanged").contains(result.source()), result.toString());
        Path rebuilt = root.resolve("rebuilt.db");
        build(BuildRequest.of(layout, MODE).target(rebuilt));
        Meaning.assertSame(rebuilt, layout.sqlite(MODE));
        Meaning.assertRankedTheSame(rebuilt, layout.sqlite(MODE), MODE, WORDS);
        assertEquals(expectedIds(before, hashes, edited), docIds(layout));
        assertEquals(
            counted(layout), Map.copyOf(result.counts()), "the counts that the result tells");
      }
    } finally {
      DurableFiles.deleteTree(root);
    }
  }

  private static BuildRequest update(IndexLayout layout) {
    return BuildRequest.of(layout, MODE)
        .incremental(NO_LIMITS)
        .validation(ValidationLevel.FULL, ValidationLevel.FULL_UP_TO_BYTES);
  }

  private static BuildResult build(BuildRequest request) {
    return new SqliteBuild(request, Clock.systemUTC()).run(BuildProgress.NONE);
  }

  private static Map<String, List<Integer>> docIds(IndexLayout layout) throws SQLException {
    return Rows.ofQuery(layout.sqlite(MODE), "SELECT id, file FROM chunks ORDER BY file, start")
        .stream()
        .map(row -> row.split("\\|", 2))
        .collect(
            Collectors.groupingBy(
                row -> row[1],
                Collectors.mapping(row -> Integer.valueOf(row[0]), Collectors.toList())));
  }

  private static Map<String, String> hashes(IndexLayout layout) throws SQLException {
    return Rows.ofQuery(layout.sqlite(MODE), "SELECT hash, file FROM file_manifest").stream()
        .map(row -> row.split("\\|", 2))
        .collect(Collectors.toMap(row -> row[1], row -> row[0]));
  }

  private static Map<String, Long> counted(IndexLayout layout) throws SQLException {
    var counts = new HashMap<String, Long>();
    for (String table : Rows.TABLES) {
      counts.put(
          table,
          Long.valueOf(Rows.ofQuery(layout.sqlite(MODE), "SELECT COUNT(*) FROM " + table).get(0)));
    }
    return counts;
  }

  /** The rule of the issue, told another way than the code has it. */
  private static Map<String, List<Integer>> expectedIds(
      Map<String, List<Integer>> before, Map<String, String> hashes, EditedFiles edited) {
    var expected = new HashMap<String, List<Integer>>();
    var taken = new TreeSet<Integer>();
    var wanting = new ArrayList<Bundle>();
    int highest = before.values().stream().flatMap(List::stream).max(Integer::compare).orElse(-1);
    for (Bundle bundle : edited.bundles()) {
      List<Integer> own = before.getOrDefault(bundle.file(), List.of()).stream().sorted().toList();
      boolean unchanged = bundle.hash().equals(hashes.get(bundle.file()));
      List<Integer> kept =
          unchanged
              ? before.getOrDefault(bundle.file(), List.of())
              : own.subList(0, Math.min(own.size(), bundle.chunks().size()));
      taken.addAll(kept);
      if (!bundle.chunks().isEmpty()) {
        expected.put(bundle.file(), new ArrayList<>(kept));
        wanting.add(bundle);
      }
    }
    int next = 0;
    for (Bundle bundle : wanting) {
      List<Integer> ids = expected.get(bundle.file());
      while (ids.size() < bundle.chunks().size()) {
        while (taken.contains(next)) {
          next++;
        }
        ids.add(next > highest ? Math.max(next, highest + 1) : next);
        taken.add(next);
      }
    }
    return expected;
  }
}
