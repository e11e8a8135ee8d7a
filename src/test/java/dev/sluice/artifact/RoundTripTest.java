package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.core.DurableFiles;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/** Random bundles written as artifacts, then read, are what they were. */
class RoundTripTest {
  private Path temp;

  @BeforeTry
  void makeFolder() throws IOException {
    temp = Files.createTempDirectory("round-trip");
  }

  @AfterTry
  void removeFolder() throws IOException {
    DurableFiles.deleteTree(temp);
  }

  private ArtifactReader written(List<Bundle> bundles) {
    Path folder = temp.resolve("index-code");
    try (var writer =
        new ArtifactWriter(folder, Mode.CODE, RandomBundles.DENSE, Clock.systemUTC())) {
      bundles.forEach(writer::add);
      writer.publish();
    }
    return new ArtifactReader(folder, Mode.CODE);
  }

  private static List<ChunkRecord> records(List<Bundle> bundles) {
    return bundles.stream().flatMap(bundle -> bundle.chunks().stream()).toList();
  }

  @Property(tries = 50)
  void chunksAreTheSame(@ForAll long seed) {
    List<Bundle> bundles = new RandomBundles(seed).make();
    var read = new ArrayList<ChunkRecord>();
    written(bundles).chunks(read::add);
    assertEquals(records(bundles).stream().map(RoundTripTest::metaOnly).toList(), read);
  }

  private static ChunkRecord metaOnly(ChunkRecord r) {
    return new ChunkRecord(r.chunk(), r.tokens(), r.signature(), r.doc(), null, null, null, null);
  }

  @Property(tries = 50)
  void filesAreTheSame(@ForAll long seed) {
    List<Bundle> bundles = new RandomBundles(seed).make();
    List<FileMeta> files = written(bundles).files();
    assertEquals(
        bundles.stream().map(b -> b.file() + b.hash() + b.size()).toList(),
        files.stream().map(f -> f.file() + f.hash() + f.size()).toList());
  }

  @Property(tries = 50)
  void postingsAreTheSame(@ForAll long seed) {
    List<Bundle> bundles = new RandomBundles(seed).make();
    List<ChunkRecord> records = records(bundles);
    ArtifactReader reader = written(bundles);
    int count = records.size();

    var tokens = new Read();
    TokenTotals totals = reader.tokens(count, tokens).orElseThrow();
    tokens.assertEqualTo(records, ChunkRecord::tokens, true);
    assertArrayEquals(
        records.stream().mapToInt(r -> r.tokens() == null ? 0 : r.tokens().size()).toArray(),
        totals.docLengths());

    var phrases = new Read();
    reader.phrases(count, phrases);
    phrases.assertEqualTo(records, ChunkRecord::ngrams, false);

    var chargrams = new Read();
    reader.chargrams(count, chargrams);
    chargrams.assertEqualTo(records, ChunkRecord::chargrams, false);
  }

  /** Postings as read: for each term how often it is in which chunk. */
  private static final class Read implements ArtifactReader.TermSink {
    private final Map<String, Map<Integer, Integer>> terms = new TreeMap<>();
    private final List<String> vocabulary = new ArrayList<>();

    @Override
    public void term(int id, String term, int[] docIds, int[] frequencies) {
      assertEquals(vocabulary.size(), id);
      vocabulary.add(term);
      var postings = new HashMap<Integer, Integer>();
      for (int i = 0; i < docIds.length; i++) {
        postings.put(docIds[i], frequencies == null ? 1 : frequencies[i]);
      }
      terms.put(term, postings);
    }

    void assertEqualTo(
        List<ChunkRecord> records, Function<ChunkRecord, List<String>> terms, boolean frequencies) {
      var expected = new TreeMap<String, Map<Integer, Integer>>();
      for (ChunkRecord record : records) {
        List<String> all = terms.apply(record) == null ? List.of() : terms.apply(record);
        for (String term : new TreeSet<>(all)) {
          int times = frequencies ? Collections.frequency((Collection<?>) all, term) : 1;
          expected.computeIfAbsent(term, t -> new HashMap<>()).put(record.chunk().docId(), times);
        }
      }
      assertEquals(expected, this.terms);
      assertEquals(List.copyOf(expected.keySet()), vocabulary);
    }
  }

  @Property(tries = 50)
  void signaturesAndVectorsAreTheSame(@ForAll long seed) {
    List<Bundle> bundles = new RandomBundles(seed).make();
    List<ChunkRecord> records = records(bundles);
    ArtifactReader reader = written(bundles);
    int[][] signatures = new int[records.size()][];
    byte[][] vectors = new byte[records.size()][];
    reader.signatures(records.size(), (docId, signature) -> signatures[docId] = signature);
    var meta = reader.vectors(records.size(), (docId, vector) -> vectors[docId] = vector);

    assertArrayEquals(records.stream().map(ChunkRecord::minhash).toArray(int[][]::new), signatures);
    assertArrayEquals(records.stream().map(ChunkRecord::embedding).toArray(byte[][]::new), vectors);
    assertEquals(RandomBundles.DENSE, meta.orElseThrow());
  }
}
