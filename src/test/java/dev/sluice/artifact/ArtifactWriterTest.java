package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ArtifactWriterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

  @TempDir Path temp;

  private final List<Bundle> bundles = manyBundles();

  private static List<Bundle> manyBundles() {
    for (long seed = 0; ; seed++) {
      List<Bundle> bundles = new RandomBundles(seed).make();
      if (bundles.size() == 5 && bundles.stream().noneMatch(b -> b.chunks().isEmpty())) {
        return bundles;
      }
    }
  }

  private Path write(String name, List<Bundle> bundles, DenseMeta dense) {
    Path folder = temp.resolve(name);
    try (var writer = new ArtifactWriter(folder, Mode.CODE, dense, CLOCK)) {
      bundles.forEach(writer::add);
      writer.publish();
    }
    return folder;
  }

  private List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void twoRunsGiveTheSameBytes() throws IOException {
    Path one = write("one", bundles, RandomBundles.DENSE);
    Path two = write("two", bundles, RandomBundles.DENSE);
    List<String> names = namesIn(one);
    assertEquals(
        List.of(
            "chargram_postings.json",
            "chunk_meta.json",
            "dense_vectors_uint8.json",
            "file_meta.json",
            "index_state.json",
            "minhash_signatures.json",
            "phrase_ngrams.json",
            "pieces",
            "token_postings.json"),
        names);
    assertEquals(names, namesIn(two));
    for (String name : names) {
      String file = name.equals("pieces") ? "pieces/manifest.json" : name;
      assertArrayEquals(
          Files.readAllBytes(one.resolve(file)), Files.readAllBytes(two.resolve(file)), file);
    }
  }

  @Test
  void theManifestCountsChunksAndVouchesForEveryFile() throws IOException {
    Path folder = write("index-code", bundles, RandomBundles.DENSE);
    JsonNode manifest = JsonMapper.shared().readTree(PieceManifest.in(folder));
    assertEquals("2026-01-02T03:04:05.000Z", manifest.get("updatedAt").asString());
    assertEquals(8, manifest.get("pieces").size());
    for (JsonNode piece : manifest.get("pieces")) {
      Path file = folder.resolve(piece.get("path").asString());
      String text = Files.readString(file);
      JsonFile.Written again = JsonFile.replace(temp.resolve("again"), json -> json.writeRaw(text));
      assertEquals(Files.size(file), piece.get("bytes").asLong());
      assertEquals(again.checksum(), piece.get("checksum").asString());
      if (piece.get("name").asString().equals("chunk_meta")) {
        assertEquals(
            bundles.stream().mapToInt(b -> b.chunks().size()).sum(), piece.get("count").asInt());
      }
    }
  }

  @Test
  void withoutBundlesThereIsAnEmptyIndex() {
    Path folder = write("index-code", List.of(), null);
    var reader = new ArtifactReader(folder, Mode.CODE);
    assertEquals(0, reader.chunks(chunk -> {}));
    assertEquals(0, reader.tokens(0, (id, t, ids, tfs) -> {}).orElseThrow().totalDocs());
    assertFalse(reader.present().contains(Artifact.DENSE_VECTORS));
  }

  @Test
  void nothingOfAnOldFolderSurvives() throws IOException {
    Path folder = write("index-code", bundles, RandomBundles.DENSE);
    Files.writeString(folder.resolve("chunk_meta.jsonl"), "stale");
    write("index-code", List.of(), null);
    assertFalse(Files.exists(folder.resolve("chunk_meta.jsonl")));
    assertFalse(Files.exists(folder.resolve("dense_vectors_uint8.json")));
    assertEquals(List.of("index-code"), namesIn(temp));
  }

  @Test
  void withoutPublishingTheOldFolderStaysAndNothingElse() throws IOException {
    Path folder = write("index-code", bundles, RandomBundles.DENSE);
    byte[] before = Files.readAllBytes(folder.resolve("chunk_meta.json"));
    try (var writer = new ArtifactWriter(folder, Mode.CODE, null, CLOCK)) {
      writer.add(new Bundle("a", null, null, 1L, List.of(), null));
      assertEquals(2, namesIn(temp).size());
    }
    assertArrayEquals(before, Files.readAllBytes(folder.resolve("chunk_meta.json")));
    assertEquals(List.of("index-code"), namesIn(temp));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    try (var writer =
        new ArtifactWriter(temp.resolve("index-code"), Mode.CODE, RandomBundles.DENSE, CLOCK)) {
      writer.add(bundles.get(1));
      assertThrows(IllegalArgumentException.class, () -> writer.add(bundles.get(1)));
      assertThrows(IllegalArgumentException.class, () -> writer.add(bundles.get(0)));
    }
    try (var writer =
        new ArtifactWriter(temp.resolve("index-prose"), Mode.PROSE, RandomBundles.DENSE, CLOCK)) {
      assertThrows(IllegalArgumentException.class, () -> writer.add(bundles.get(0)));
    }
    try (var writer = new ArtifactWriter(temp.resolve("index-code"), Mode.CODE, null, CLOCK)) {
      assertThrows(IllegalArgumentException.class, () -> bundles.forEach(writer::add));
    }
    assertFalse(Files.exists(temp.resolve("index-code")));
  }

  @Test
  void afterAnAdditionThatBrokeOffNothingIsPublished() {
    Bundle good = bundles.get(0);
    ChunkRecord record = good.chunks().get(0);
    var nullToken = Collections.<String>singletonList(null);
    var broken =
        new ChunkRecord(
            record.chunk(), nullToken, record.signature(), record.doc(), null, null, null, null);
    var bundle = new Bundle(good.file(), null, null, 1L, List.of(broken), null);
    try (var writer = new ArtifactWriter(temp.resolve("index-code"), Mode.CODE, null, CLOCK)) {
      assertThrows(RuntimeException.class, () -> writer.add(bundle));
      assertThrows(IllegalStateException.class, writer::publish);
    }
    assertFalse(Files.exists(temp.resolve("index-code")));
  }
}
