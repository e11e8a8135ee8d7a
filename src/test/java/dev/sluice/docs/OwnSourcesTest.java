package dev.sluice.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.build.BuildProgress;
import dev.sluice.build.BuildRequest;
import dev.sluice.build.SqliteBuild;
import dev.sluice.core.HashingEmbedder;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.producer.IndexProduction;
import dev.sluice.producer.ProducerOptions;
import dev.sluice.retrieval.SearchOptions;
import dev.sluice.retrieval.Searcher;
import dev.sluice.sqlite.SqliteIndexReader;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people would ask about this repository finds the right file among the best hits. Not always
 * first: the sources change every day, and this is no test of theirs.
 */
class OwnSourcesTest {
  private static final int BEST = 5;

  private static final Map<String, String> QUESTIONS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("open connection read only", "Connections.java"),
              Map.entry("schema gate", "SchemaGate.java"),
              Map.entry("gitignore rules", "IgnoreRules.java"),
              Map.entry("reciprocal rank fusion", "ReciprocalRankFusion.java"),
              Map.entry("walk source folder", "SourceTree.java"),
              Map.entry("write bundle", "BundleWriter.java"),
              Map.entry("read bundle", "BundleReader.java"),
              Map.entry("quantize vector", "Quantizer.java"),
              Map.entry("parse syntax tree", "SyntaxParser.java"),
              Map.entry("full text query", "FullTextQuery.java"),
              Map.entry("hashing embedder", "HashingEmbedder.java"),
              Map.entry("search command", "SearchCommand.java"),
              Map.entry("markdown sections headings", "ProseChunks.java")));

  @TempDir Path folder;

  @Test
  void everyQuestionFindsItsFileAmongTheBest() {
    var layout = new IndexLayout(folder);
    var embedder = new HashingEmbedder();
    new IndexProduction(layout, ProducerOptions.defaults(), embedder, Clock.systemUTC())
        .run(Path.of("src/main"), Set.of(Mode.CODE));
    new SqliteBuild(BuildRequest.of(layout, Mode.CODE), Clock.systemUTC()).run(BuildProgress.NONE);
    var missed = new TreeMap<String, List<String>>();
    try (var reader = SqliteIndexReader.open(layout.sqlite(Mode.CODE), Mode.CODE)) {
      var searcher = new Searcher(reader, embedder);
      QUESTIONS.forEach(
          (question, file) -> {
            List<String> found = files(searcher, question);
            if (!found.contains(file)) {
              missed.put(question, found);
            }
          });
      assertEquals("Connections.java", files(searcher, "open connection read only").get(0));
    }
    assertEquals(Map.of(), missed);
  }

  /** The files of the best hits, in order. */
  private static List<String> files(Searcher searcher, String question) {
    return searcher.search(question, SearchOptions.DEFAULT.withTop(BEST)).hits().stream()
        .map(hit -> Path.of(hit.summary().file()).getFileName().toString())
        .toList();
  }
}
