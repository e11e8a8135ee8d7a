package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BundleWriterTest {
  @TempDir Path temp;

  private static Bundle bundle(String file) {
    return new Bundle(file, "h", 12.5, 3L, List.of(), null);
  }

  private List<String> bundles() throws IOException {
    try (Stream<Path> files = Files.list(temp.resolve("files"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aBundleIsNamedByTheHashOfItsPath() {
    assertEquals(
        "aa7fac6d352422e5162d4e8809a986268d3fbaed.json",
        BundleWriter.nameOf("src/main/java/org/lmdbjava/CopyFlagSetImpl.java"));
  }

  @Test
  void theManifestListsFilesByPath() throws IOException {
    var writer = new BundleWriter(temp, Mode.PROSE, null);
    writer.add(bundle("b"));
    writer.add(bundle("a"));
    writer.publish();
    assertEquals(
        "{\"version\":5,\"mode\":\"prose\",\"bundleFormat\":\"json\",\"files\":{"
            + entry("a")
            + ","
            + entry("b")
            + "}}",
        Files.readString(temp.resolve("manifest.json")));
  }

  private static String entry(String file) {
    return "\"%s\":{\"hash\":\"h\",\"mtimeMs\":12.5,\"size\":3,\"bundle\":\"%s\","
            .formatted(file, BundleWriter.nameOf(file))
        + "\"bundleFormat\":\"json\",\"bundleChecksum\":null}";
  }

  @Test
  void bundlesOfFilesThatAreGoneAreRemovedWithTheManifestThatListedThem() throws IOException {
    var first = new BundleWriter(temp, Mode.CODE, RandomBundles.DENSE);
    first.add(bundle("a"));
    first.add(bundle("b"));
    first.publish();
    Files.writeString(temp.resolve("files").resolve("0".repeat(40) + ".mpk"), "old");

    try (var unpublished = new BundleWriter(temp, Mode.CODE, RandomBundles.DENSE)) {
      unpublished.add(bundle("b"));
      assertEquals(3, bundles().size(), "nothing changes before it is published");
    }
    assertEquals(3, bundles().size());
    var second = new BundleWriter(temp, Mode.CODE, RandomBundles.DENSE);
    second.add(bundle("b"));
    second.publish();
    assertEquals(List.of(BundleWriter.nameOf("b")), bundles());
  }

  @Test
  void aFileIsAddedOnceAndMustBeRecognisable() {
    var writer = new BundleWriter(temp, Mode.CODE, RandomBundles.DENSE);
    writer.add(bundle("a"));
    assertThrows(IllegalArgumentException.class, () -> writer.add(bundle("a")));
    assertThrows(IllegalArgumentException.class, () -> writer.add(bundle("a\\b")));
    assertThrows(
        IllegalArgumentException.class,
        () -> writer.add(new Bundle("b", null, null, null, List.of(), null)));
  }

  @Test
  void aBundleCarriesWhatItsChunksHave() throws IOException {
    Bundle bundle = null;
    for (long seed = 0; bundle == null; seed++) {
      bundle =
          new RandomBundles(seed)
              .make().stream()
                  .filter(b -> b.hash() != null && b.chunks().size() == 1)
                  .filter(b -> b.chunks().get(0).ngrams() != null)
                  .filter(b -> b.chunks().get(0).chargrams() != null)
                  .filter(b -> b.chunks().get(0).minhash() != null)
                  .filter(b -> b.chunks().get(0).embedding() != null)
                  .findFirst()
                  .orElse(null);
    }
    var writer = new BundleWriter(temp, Mode.CODE, RandomBundles.DENSE);
    writer.add(bundle);
    writer.publish();
    JsonNode chunk =
        JsonMapper.shared()
            .readTree(temp.resolve("files").resolve(BundleWriter.nameOf(bundle.file())))
            .get("chunks")
            .get(0);
    assertEquals(JsonText.of(bundle.chunks().get(0).ngrams()), text(chunk.get("ngrams")));
    assertEquals(JsonText.of(bundle.chunks().get(0).chargrams()), text(chunk.get("chargrams")));
    assertEquals(128, chunk.get("minhashSig").size());
    assertEquals(5, chunk.get("embedding_u8").size());
    assertEquals(0, chunk.get("embedding").size());
  }

  private static String text(JsonNode node) {
    try (var tokens = JsonMapper.shared().treeAsTokens(node)) {
      tokens.nextToken();
      return JsonText.copyOf(tokens);
    }
  }
}
