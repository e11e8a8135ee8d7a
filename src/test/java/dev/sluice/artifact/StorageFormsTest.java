package dev.sluice.artifact;

import static dev.sluice.artifact.ArtifactFolder.CHUNK_0;
import static dev.sluice.artifact.ArtifactFolder.CHUNK_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.StoreUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageFormsTest {
  private static final String TOKENS =
      "{\"avgDocLen\":2.5,\"totalDocs\":2,\"vocab\":[\"a\",\"b\"],"
          + "\"postings\":[[[0,2],[1,1]],[[1,1]]],\"docLengths\":[2,2]}";
  private static final String TOKENS_READ = "0a 0x2 1x1; 1b 1x1; 2+2";

  @TempDir Path temp;

  private ArtifactFolder folder() {
    return new ArtifactFolder(temp);
  }

  private void gzip(String name, String text) throws IOException {
    try (var out = new GZIPOutputStream(Files.newOutputStream(temp.resolve(name)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void zstd(String name, String text) throws IOException {
    Files.write(temp.resolve(name), Zstd.compress(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String named(String chunk, String file) {
    return chunk.replace("a.java", file);
  }

  @Test
  void partsWinOverLinesAndLinesOverAnArray() throws IOException {
    folder().with("chunk_meta.json", "[" + named(CHUNK_0, "array") + "]");
    assertEquals("array:0", folder().places());
    folder().with("chunk_meta.jsonl", named(CHUNK_0, "lines") + "\n");
    assertEquals("lines:0", folder().places());
    folder().with("chunk_meta.parts/chunk_meta.part-00000.jsonl", named(CHUNK_0, "parts") + "\n");
    assertEquals("parts:0", folder().places());
  }

  @Test
  void aMetaFileNamesThePartsAndTheirTotal() {
    folder()
        .with("chunk_meta.parts/chunk_meta.part-00000.jsonl", CHUNK_0 + "\n")
        .with("chunk_meta.parts/chunk_meta.part-00001.jsonl", CHUNK_1 + "\n\n")
        .with("chunk_meta.parts/chunk_meta.part-00002.jsonl", "left over")
        .with(
            "chunk_meta.meta.json",
            "{\"format\":\"jsonl\",\"shardSize\":1,\"totalChunks\":2,\"parts\":["
                + "\"chunk_meta.parts/chunk_meta.part-00000.jsonl\","
                + "\"chunk_meta.parts/chunk_meta.part-00001.jsonl\"]}");
    assertEquals("a.java:0 a.java:5", folder().places());
  }

  @Test
  void partsWithoutAMetaFileComeInTheOrderOfTheirNumbers() {
    folder()
        .with("chunk_meta.parts/chunk_meta.part-10.jsonl", CHUNK_1)
        .with("chunk_meta.parts/chunk_meta.part-9.jsonl", CHUNK_0);
    assertEquals("a.java:0 a.java:5", folder().places());
  }

  @Test
  void aMissingPartAWrongTotalAndAPartElsewhereAreRefused() {
    folder().with("chunk_meta.parts/chunk_meta.part-0.jsonl", CHUNK_0);
    folder().with("chunk_meta.meta.json", "{\"parts\":[\"chunk_meta.parts/gone.jsonl\"]}");
    assertEquals("is missing", refusal().reason());
    folder()
        .with(
            "chunk_meta.meta.json",
            "{\"totalChunks\":7,\"parts\":[\"chunk_meta.parts/chunk_meta.part-0.jsonl\"]}");
    assertEquals("is 7, the parts hold 1", refusal().reason());
    folder().with("chunk_meta.meta.json", "{\"parts\":[\"../../etc/passwd\"]}");
    assertEquals("lies outside the folder", refusal().reason());
  }

  private InvalidArtifactException refusal() {
    return assertThrows(InvalidArtifactException.class, () -> folder().chunks());
  }

  @Test
  void aRawFileWinsOverCompressedOnesAndTheNewerOfThose() throws IOException {
    gzip("chunk_meta.json.gz", "[" + named(CHUNK_0, "gz") + "]");
    assertEquals("gz:0", folder().places());
    zstd("chunk_meta.json.zst", "[" + named(CHUNK_0, "zst") + "]");
    touch("chunk_meta.json.gz", 1_000);
    touch("chunk_meta.json.zst", 2_000);
    assertEquals("zst:0", folder().places());
    touch("chunk_meta.json.gz", 3_000);
    assertEquals("gz:0", folder().places());
    folder().with("chunk_meta.json", "[" + named(CHUNK_0, "raw") + "]");
    assertEquals("raw:0", folder().places());
  }

  private void touch(String name, long millis) throws IOException {
    Files.setLastModifiedTime(temp.resolve(name), FileTime.fromMillis(millis));
  }

  @Test
  void thePreviousCopyServesWhereTheFileIsMissingOrBrokenButIsNeverPreferred() throws IOException {
    folder().with("chunk_meta.json.bak", "[" + named(CHUNK_0, "bak") + "]");
    assertEquals("bak:0", folder().places());
    gzip("chunk_meta.json.gz", "[" + named(CHUNK_0, "gz") + "]");
    assertEquals("gz:0", folder().places());
    folder().with("chunk_meta.json", "[" + CHUNK_0);
    assertEquals("bak:0", folder().places());
    folder().with("chunk_meta.json", "[" + named(CHUNK_0, "good") + "]");
    assertEquals("good:0", folder().places());
  }

  @Test
  void aTruncatedCompressedFileIsRefused() throws IOException {
    gzip("chunk_meta.json.gz", "[" + CHUNK_0 + "]");
    byte[] whole = Files.readAllBytes(temp.resolve("chunk_meta.json.gz"));
    Files.write(temp.resolve("chunk_meta.json.gz"), java.util.Arrays.copyOf(whole, 30));
    assertTrue(refusal().file().endsWith("chunk_meta.json.gz"));
  }

  @Test
  void fieldsMayComeInAnyOrderAndOneLevelDown() {
    folder().withTwoChunks().with("token_postings.json", TOKENS);
    assertEquals(TOKENS_READ, folder().tokens());
    folder()
        .with(
            "token_postings.json",
            "{\"postings\":[[[0,2],[1,1]],[[1,1]]],\"docLengths\":[2,2],\"vocab\":[\"a\",\"b\"]}");
    assertEquals(TOKENS_READ, folder().tokens());
    folder()
        .with(
            "token_postings.json",
            "{\"arrays\":{\"postings\":[[[0,2],[1,1]],[[1,1]]],\"vocab\":[\"a\",\"b\"],"
                + "\"docLengths\":[2,2]},\"fields\":{\"totalDocs\":2}}");
    assertEquals(TOKENS_READ, folder().tokens());
  }

  @Test
  void tokenShardsContinueTheVocabularyAndWinOverTheWholeFile() {
    folder()
        .withTwoChunks()
        .with("token_postings.json", "{}")
        .with(
            "token_postings.shards/token_postings.part-00000.json",
            "{\"vocab\":[\"a\"],\"postings\":[[[0,2],[1,1]]]}")
        .with(
            "token_postings.shards/token_postings.part-00001.json",
            "{\"postings\":[[[1,1]]],\"vocab\":[\"b\"]}")
        .with(
            "token_postings.meta.json",
            "{\"totalDocs\":2,\"avgDocLen\":2,\"docLengths\":[2,2],\"parts\":["
                + "\"token_postings.shards/token_postings.part-00000.json\","
                + "\"token_postings.shards/token_postings.part-00001.json\"]}");
    assertEquals(TOKENS_READ, folder().tokens());
  }

  private ArtifactFolder shards(String firstVocabulary, String secondVocabulary) {
    String shard = "token_postings.shards/token_postings.part-0000";
    return folder()
        .withTwoChunks()
        .with(shard + "0.json", "{\"vocab\":" + firstVocabulary + ",\"postings\":[[[0,2]],[]]}")
        .with(shard + "1.json", "{\"postings\":[[],[[1,1]]],\"vocab\":" + secondVocabulary + "}")
        .with("token_postings.meta.json", "{\"docLengths\":[2,2]}");
  }

  @Test
  void termsMayComeInAnyOrder() {
    assertEquals("0b 0x2; 1d; 2c; 3a 1x1; 2+2", shards("[\"b\",\"d\"]", "[\"c\",\"a\"]").tokens());
  }

  @Test
  void aTermOfAnEarlierShardIsRefusedInWhateverOrderTheyCome() {
    ArtifactFolder folder = shards("[\"b\",\"d\"]", "[\"a\",\"b\"]");
    var refusal = assertThrows(InvalidArtifactException.class, folder::tokens);
    assertTrue(refusal.file().endsWith("token_postings.part-00001.json"), refusal.getMessage());
    assertEquals("term 3", refusal.record());
    assertEquals("\"b\" is in vocab twice", refusal.reason());
  }

  @Test
  void aTokenShardOfLinesIsRefusedByName() {
    folder()
        .withTwoChunks()
        .with("token_postings.shards/token_postings.part-00000.jsonl", "{}")
        .with("token_postings.meta.json", "{\"docLengths\":[2,2]}");
    var refusal = assertThrows(InvalidArtifactException.class, () -> folder().tokens());
    assertTrue(refusal.file().endsWith("token_postings.part-00000.jsonl"), refusal.getMessage());
    assertTrue(refusal.reason().contains("must be a .json file"), refusal.getMessage());
  }

  @Test
  void tokenShardsWithoutTheirMetaFileAreRefused() {
    folder().withTwoChunks().with("token_postings.shards/token_postings.part-0.json", "{}");
    var refusal = assertThrows(InvalidArtifactException.class, () -> folder().tokens());
    assertTrue(refusal.file().endsWith("token_postings.meta.json"), refusal.getMessage());
  }

  @Test
  void optionalArtifactsThatAreMissingAreSaidToBe() {
    ArtifactReader reader = folder().withTwoChunks().reader();
    assertTrue(reader.tokens(2, (id, term, docIds, tfs) -> {}).isEmpty());
    assertFalse(reader.phrases(2, (id, term, docIds, tfs) -> {}));
    assertFalse(reader.chargrams(2, (id, term, docIds, tfs) -> {}));
    assertFalse(reader.signatures(2, (docId, signature) -> {}));
    assertTrue(reader.vectors(2, (docId, vector) -> {}).isEmpty());
    assertEquals(java.util.Set.of(Artifact.CHUNK_META), reader.present());
    assertEquals(IndexState.Status.MISSING, reader.state().status());
  }

  @Test
  void aFolderWithoutChunksIsMissing() {
    var missing = assertThrows(StoreUnavailableException.class, () -> folder().reader());
    assertEquals(ErrorCode.MISSING, missing.code());
  }
}
