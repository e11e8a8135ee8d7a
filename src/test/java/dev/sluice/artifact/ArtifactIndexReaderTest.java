package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.contract.ArtifactModels;
import dev.sluice.contract.IndexModel;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.core.Chunk;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.core.StoreUnavailableException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactIndexReaderTest {
  private static final Mode MODE = Mode.CODE;
  private static final IndexModel CONTENT = ModelGenerator.dense(MODE, 3, 200);

  @TempDir Path root;
  private IndexLayout layout;
  private Path folder;

  @BeforeEach
  void layout() {
    layout = new IndexLayout(root);
    folder = layout.artifacts(MODE);
  }

  private ArtifactIndexReader open() {
    return ArtifactIndexReader.open(layout, MODE);
  }

  private static final String MANIFEST = "pieces/manifest.json";

  private void edit(String name, String text, String replacement) throws IOException {
    Path file = folder.resolve(name);
    String before = Files.readString(file);
    assertTrue(before.contains(text), name);
    Files.writeString(file, before.replace(text, replacement));
  }

  private void assertTheContent() {
    try (var reader = open()) {
      assertEquals(CONTENT.chunks(CONTENT.docIds()), reader.chunks(CONTENT.docIds()));
      assertEquals(CONTENT.tokenStats(), reader.tokenStats());
      assertEquals(CONTENT.files(), reader.files());
      for (Map.Entry<String, Postings> token : CONTENT.tokens().entrySet()) {
        Postings found = reader.tokenPostings(List.of(token.getKey())).get(0);
        assertArrayEquals(token.getValue().docIds(), found.docIds(), token.getKey());
        assertArrayEquals(token.getValue().frequencies(), found.frequencies(), token.getKey());
      }
      assertArrayEquals(CONTENT.minHashSignatures().data(), reader.minHashSignatures().data());
      assertArrayEquals(
          CONTENT.denseVectors().orElseThrow().data(), reader.denseVectors().orElseThrow().data());
    }
  }

  /** Alone, by a few, and by more threads than there is to load. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 20})
  void howManyThreadsLoadDoesNotMatter(int threads) {
    ArtifactModels.write(CONTENT, layout);
    try (var reader = ArtifactIndexReader.open(layout, MODE, threads)) {
      assertEquals(CONTENT.chunks(CONTENT.docIds()), reader.chunks(CONTENT.docIds()));
      assertEquals(CONTENT.tokenStats(), reader.tokenStats());
    }
  }

  /** The count in the manifest lets everything load at once; it is a hint, not a truth. */
  @ParameterizedTest
  @CsvSource({"count", "nothing", "199", "201", "0", "5000000000"})
  void aManifestThatIsWrongOrSilentAboutTheNumberOfChunksChangesNothing(String said)
      throws IOException {
    ArtifactModels.write(CONTENT, layout);
    switch (said) {
      case "count" -> assertEquals(OptionalLong.of(200), IndexStatistics.read(folder).chunks());
      case "nothing" -> Files.delete(folder.resolve(MANIFEST));
      default -> edit(MANIFEST, "\"count\":200", "\"count\":" + said);
    }
    assertTheContent();
  }

  @Test
  void whereTokenPostingsAreMissingTheTokensOfTheChunksMakeUpForThem() throws IOException {
    ArtifactModels.write(CONTENT, layout);
    Files.delete(folder.resolve("token_postings.json"));
    assertTheContent();
    try (var reader = open()) {
      assertTrue(reader.notes().get(0).startsWith("token_postings is missing"));
    }
  }

  @Test
  void partsAndShardsAreReadAsWell() {
    new ArtifactFolder(folder)
        .with("chunk_meta.parts/chunk_meta.part-00000.jsonl", ArtifactFolder.CHUNK_0 + "\n")
        .with("chunk_meta.parts/chunk_meta.part-00001.jsonl", ArtifactFolder.CHUNK_1 + "\n")
        .with("chunk_meta.meta.json", "{\"fields\":{\"totalChunks\":2}}")
        .with("token_postings.meta.json", "{\"docLengths\":[1,2],\"avgDocLen\":1.5}")
        .with(
            "token_postings.shards/token_postings.part-0.json",
            "{\"vocab\":[\"b\"],\"postings\":[[[1,2]]]}")
        .with(
            "token_postings.shards/token_postings.part-1.json",
            "{\"vocab\":[\"a\",\"\\ud800\"],\"postings\":[[[0,1]],[[0,1]]]}");
    assertEquals(OptionalLong.of(2), IndexStatistics.read(folder).chunks());
    try (var reader = open()) {
      List<Postings> found = reader.tokenPostings(List.of("a", "b", "\ud800", "?"));
      assertArrayEquals(new int[] {0}, found.get(0).docIds());
      assertArrayEquals(new int[] {2}, found.get(1).frequencies());
      assertEquals(0, found.get(2).documentFrequency(), "half a character is no term");
      assertEquals(0, found.get(3).documentFrequency(), "and not another one either");
      assertEquals(2, reader.tokenStats().documentCount());
      assertTrue(reader.denseVectors().isEmpty());
      assertEquals(0, reader.minHashSignatures().count());
    }
  }

  @Test
  void anArtifactThatIsWrongIsRefusedAndNamed() throws IOException {
    ArtifactModels.write(CONTENT, layout);
    edit("phrase_ngrams.json", "\"postings\":[[", "\"postings\":[[99999,");
    var refusal = assertThrows(InvalidArtifactException.class, this::open);
    assertTrue(refusal.getMessage().contains("phrase_ngrams.json"), refusal.getMessage());
    assertThrows(
        StoreUnavailableException.class,
        () -> ArtifactIndexReader.open(new IndexLayout(root.resolve("none")), MODE));
  }

  @Test
  void aManifestOfBundlesThatCannotBeReadLeavesTimesUnknownAndSaysSo() throws IOException {
    ArtifactModels.write(CONTENT, layout);
    Files.writeString(layout.incremental(MODE).resolve("manifest.json"), "{}");
    try (var reader = open()) {
      assertTrue(reader.files().stream().allMatch(file -> file.mtimeMs() == null));
      assertTrue(reader.notes().get(0).startsWith("times of files stay unknown"));
    }
  }

  /** Large enough for the last segments of a store not to matter. */
  @Test
  void memoryStaysWithinWhatTheJavadocStates() {
    IndexModel content = ModelGenerator.dense(MODE, 4, 2_000);
    ArtifactModels.write(content, layout);
    try (var reader = open()) {
      long fields = content.chunks().values().stream().mapToLong(this::utf8).sum();
      long stated = fields + (long) content.chunks().size() * ArtifactIndexReader.CHUNK_OVERHEAD;
      assertTrue(reader.bytesOfChunks() <= stated, reader.bytesOfChunks() + " of " + stated);
      assertTrue(reader.bytesOfChunks() >= fields, "something is not counted");
      var terms = new ArrayList<String>(content.tokens().keySet());
      terms.addAll(content.phrases().keySet());
      terms.addAll(content.chargrams().keySet());
      long postings =
          content.tokens().values().stream().mapToLong(Postings::documentFrequency).sum() * 2
              + content.phrases().values().stream().mapToLong(list -> list.length).sum()
              + content.chargrams().values().stream().mapToLong(list -> list.length).sum();
      long ofTerms =
          terms.stream().mapToLong(ArtifactIndexReaderTest::bytes).sum()
              + (long) terms.size() * ArtifactIndexReader.TERM_OVERHEAD
              + 2 * postings;
      assertTrue(reader.bytesOfTerms() <= ofTerms, reader.bytesOfTerms() + " of " + ofTerms);
      assertTrue(reader.bytesOfTerms() >= postings, "something is not counted");
    }
  }

  private long utf8(Chunk chunk) {
    long bytes = 0;
    for (RecordComponent component : Chunk.class.getRecordComponents()) {
      try {
        bytes += component.getAccessor().invoke(chunk) instanceof String text ? bytes(text) : 0;
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
    return bytes;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void aPackedIntegerIsWhatItWas() {
    int[] numbers = {
      0, 1, 127, 128, 16_383, 16_384, 1 << 28, Integer.MAX_VALUE, -1, Integer.MIN_VALUE
    };
    var store = new ByteStore();
    var packed = new Packed();
    for (int number : numbers) {
      long address = packed.clear().integer(number).optionalInteger(number).text("a").addTo(store);
      var found = store.at(address);
      assertEquals(number, Packed.integer(found));
      assertEquals(number, Packed.optionalInteger(found));
      assertEquals("a", Packed.text(found));
    }
    long none =
        packed
            .clear()
            .optionalInteger((Integer) null)
            .real((Double) null)
            .text((String) null)
            .text("")
            .addTo(store);
    var found = store.at(none);
    assertEquals(null, Packed.optionalInteger(found));
    assertEquals(null, Packed.real(found));
    assertEquals(null, Packed.text(found));
    assertEquals("", Packed.text(found));
  }

  @Test
  void byteStringsLongerThanASegmentAndAcrossManyAreFoundAgain() {
    var store = new ByteStore();
    var addresses = new ArrayList<Long>();
    for (int i = 0; i < 40; i++) {
      byte[] bytes = new byte[i == 20 ? 3 << 20 : 100_000];
      bytes[0] = (byte) i;
      addresses.add(store.add(bytes, bytes.length));
    }
    store.seal();
    for (int i = 0; i < addresses.size(); i++) {
      assertEquals(i, store.at(addresses.get(i)).get());
    }
    assertTrue(store.size() <= 39 * 100_000 + (3 << 20) + 5 * 100_000);
  }
}
