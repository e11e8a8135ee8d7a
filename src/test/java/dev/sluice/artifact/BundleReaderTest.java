package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.core.DurableFiles;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import dev.sluice.core.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleReaderTest {
  private static final Path REAL = Path.of("..", "shared", "real", "before", "incremental", "code");

  @TempDir Path temp;

  private static List<Bundle> read(Path folder) {
    var reader = new BundleReader(folder, Mode.CODE);
    return IncrementalManifest.read(folder).entries().stream().map(reader::read).toList();
  }

  @Property(tries = 50)
  void bundlesAreWhatTheyWere(@ForAll long seed) throws IOException {
    Path folder = Files.createTempDirectory("bundles");
    try {
      List<Bundle> bundles = new RandomBundles(seed).make();
      var writer = new BundleWriter(folder, Mode.CODE, RandomBundles.DENSE);
      bundles.forEach(writer::add);
      writer.publish();
      List<Bundle> read = read(folder);
      assertEquals(bundles.size(), read.size());
      for (int i = 0; i < read.size(); i++) {
        assertSame(bundles.get(i), read.get(i));
      }
    } finally {
      DurableFiles.deleteTree(folder);
    }
  }

  /** Arrays have no equality of their own, so they are compared apart from the rest. */
  static void assertSame(Bundle expected, Bundle actual) {
    assertEquals(withoutArrays(expected), withoutArrays(actual));
    for (int i = 0; i < expected.chunks().size(); i++) {
      ChunkRecord before = expected.chunks().get(i);
      ChunkRecord after = actual.chunks().get(i);
      assertArrayEquals(before.minhash(), after.minhash());
      assertArrayEquals(before.embedding(), after.embedding());
    }
  }

  private static Bundle withoutArrays(Bundle b) {
    List<ChunkRecord> chunks =
        b.chunks().stream()
            .map(
                r ->
                    new ChunkRecord(
                        r.chunk(),
                        r.tokens(),
                        r.signature(),
                        r.doc(),
                        r.ngrams(),
                        r.chargrams(),
                        null,
                        null))
            .toList();
    return new Bundle(b.file(), b.hash(), b.mtimeMs(), b.size(), chunks, b.fileRelations());
  }

  @Test
  void realBundlesAreRead() {
    assumeTrue(Files.isDirectory(REAL), "no real bundles in " + REAL);
    List<Bundle> bundles = read(REAL);
    assertEquals(97, bundles.size());
    assertEquals(1_548, bundles.stream().mapToInt(bundle -> bundle.chunks().size()).sum());
    for (ChunkRecord chunk : bundles.get(0).chunks()) {
      assertEquals(128, chunk.minhash().length);
      assertNull(chunk.embedding());
      assertNull(chunk.ngrams());
    }
  }

  private void write(String name, String json) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, json.replace('\'', '"'));
  }

  private void writeManifest(String files) throws IOException {
    write("manifest.json", "{'version':5,'mode':'code','files':{" + files + "}}");
  }

  @Test
  void pathsAreComparedWithSlashesAndEqualEntriesAreOne() throws IOException {
    String entry = "{'hash':'h','bundle':'b.json'}";
    writeManifest("'a\\\\b':" + entry + ",'a/b':" + entry);
    assertEquals(
        List.of(new IncrementalManifest.Entry("a/b", "h", null, null, "b.json", null)),
        IncrementalManifest.read(temp).entries());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"a\\\\b\":{\"size\":1,\"bundle\":\"b\"},\"a/b\":{\"size\":2,\"bundle\":\"b\"} | is there twice",
        "\"a\":{\"bundle\":\"b\"} | has neither hash, mtimeMs nor size",
        "\"a\":{\"size\":1} | has no bundle",
        "\"a\":{\"size\":1,\"bundle\":\"../b\"} | has no bundle of a plain name",
        "\"a\":{\"size\":1,\"bundle\":\"..\"} | has no bundle of a plain name",
        "\"a\":{\"size\":\"1\",\"bundle\":\"b\"} | size is the string",
        "\"a\":[] | entry of a is an array",
      })
  void entriesAreChecked(String files, String reason) throws IOException {
    writeManifest(files);
    var refusal =
        assertThrows(InvalidArtifactException.class, () -> IncrementalManifest.read(temp));
    assertTrue(refusal.reason().contains(reason), refusal.getMessage());
  }

  @Test
  void anotherVersionIsRefusedAndAMissingManifestSaidToBe() throws IOException {
    assertThrows(StoreUnavailableException.class, () -> IncrementalManifest.read(temp));
    write("manifest.json", "{'version':6,'files':{}}");
    var refusal =
        assertThrows(InvalidArtifactException.class, () -> IncrementalManifest.read(temp));
    assertEquals("has version 6, expected 5", refusal.reason());
  }

  private Bundle readOne(String bundle) throws IOException {
    writeManifest("'a':{'hash':'h','bundle':'b.json'}");
    write("files/b.json", bundle);
    return read(temp).get(0);
  }

  @Test
  void floatsAreQuantisedWhereThereAreNoBytes() throws IOException {
    String chunk = "{'start':0,'end':1,'embedding':[-1,0,1],'minhashSig':[]}";
    ChunkRecord read = readOne("{'file':'a','chunks':[" + chunk + "]}").chunks().get(0);
    assertArrayEquals(new byte[] {0, (byte) 128, (byte) 255}, read.embedding());
    assertNull(read.minhash());
    assertEquals("a", read.chunk().file());
  }

  @Test
  void aBundleThatIsMissingDamagedOrOfAnotherFileIsRefused() throws IOException {
    assertThrows(InvalidArtifactException.class, () -> readOne("{'file':'a','chunks':["));
    assertThrows(InvalidArtifactException.class, () -> readOne("{'file':'a'}"));
    assertThrows(InvalidArtifactException.class, () -> readOne("{'file':'z','chunks':[]}"));
    Files.delete(temp.resolve("files").resolve("b.json"));
    assertThrows(InvalidArtifactException.class, () -> read(temp));
  }
}
