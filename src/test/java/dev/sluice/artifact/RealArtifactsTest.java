package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What another program wrote is read whole, and written again it is the same text. */
class RealArtifactsTest {
  private static final Path REAL = Path.of("..", "shared", "real", "before");
  private static final Path CODE = REAL.resolve("index-code");

  @BeforeEach
  void requireRealArtifacts() {
    assumeTrue(Files.isDirectory(CODE), "no real artifacts in " + REAL);
  }

  @Test
  void everythingIsReadWithTheCountsOfItsReadme() {
    var reader = new ArtifactReader(CODE, Mode.CODE);
    var chunks = new ArrayList<ChunkRecord>();
    int[] postings = new int[3];
    int count = reader.chunks(chunks::add);
    TokenTotals totals =
        reader.tokens(count, (id, term, ids, tfs) -> postings[0] += ids.length).orElseThrow();
    assertTrue(reader.phrases(count, (id, term, ids, tfs) -> postings[1] += ids.length));
    assertTrue(reader.chargrams(count, (id, term, ids, tfs) -> postings[2] += ids.length));

    assertEquals(1_548, count);
    assertEquals(count, chunks.size());
    assertArrayEquals(new int[] {64_704, 72_970, 80_922}, postings);
    assertEquals(count, totals.totalDocs());
    assertEquals(182.19638242894058, totals.averageLength());
    assertEquals(97, reader.files().size());
    assertEquals(EnumSet.allOf(Artifact.class), reader.present());
  }

  @Test
  void vectorsAndSignaturesAreReadForEveryChunk() {
    var reader = new ArtifactReader(CODE, Mode.CODE);
    int[] seen = new int[2];
    var tokens = new ArrayList<List<String>>();
    int count = reader.chunks(chunk -> tokens.add(chunk.tokens()));
    reader.signatures(
        count,
        (docId, signature) -> {
          assertArrayEquals(MinHash.signature(tokens.get(docId)), signature);
          seen[0]++;
        });
    var meta = reader.vectors(count, (docId, vector) -> seen[1] += vector.length).orElseThrow();

    assertArrayEquals(new int[] {1_548, 1_548 * 64}, seen);
    assertEquals(64, meta.dims());
    assertEquals("Xenova/all-MiniLM-L12-v2", meta.model());
    assertEquals(0.00784313725490196, meta.scale());
  }

  @Test
  void proseIsRead() {
    var reader = new ArtifactReader(REAL.resolve("index-prose"), Mode.PROSE);
    assertEquals(11, reader.chunks(chunk -> assertEquals(Mode.PROSE, chunk.chunk().mode())));
  }

  @Test
  void theStateOfItsDatabaseIsRead() {
    IndexState.StoreState sqlite =
        new ArtifactReader(CODE, Mode.CODE).state().store("sqlite").orElseThrow();
    assertEquals(new IndexState.StoreState(true, true, false, null), sqlite);
  }

  @Test
  void everyArtifactIsTheSameTextAfterBeingParsedAndWritten() throws IOException {
    try (Stream<Path> files = Files.list(CODE)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        String text = Files.readString(file, StandardCharsets.UTF_8).strip();
        try (JsonParser parser = Json.parser(text)) {
          parser.nextToken();
          assertTrue(text.equals(JsonText.copyOf(parser)), file + " comes out as other text");
        }
      }
    }
  }

  @Test
  void columnsAreTheTextThatTheArtifactHolds() {
    JsonNode source = JsonMapper.shared().readTree(CODE.resolve("chunk_meta.json"));
    new ArtifactReader(CODE, Mode.CODE)
        .chunks(
            record -> {
              JsonNode chunk = source.get(record.chunk().docId());
              var columns =
                  Map.of(
                      "docmeta", record.chunk().docmeta(),
                      "codeRelations", record.chunk().codeRelations(),
                      "stats", record.chunk().stats(),
                      "tokens", record.chunk().tokens(),
                      "preContext", record.chunk().preContext());
              columns.forEach(
                  (name, text) ->
                      assertEquals(chunk.get(name), JsonMapper.shared().readTree(text)));
              assertEquals(chunk.at("/metaV2/chunkId").asString(), record.chunk().chunkId());
              assertEquals(chunk.at("/metaV2/file").asString(), record.chunk().file());
            });
  }

  @Test
  void checksumsAgreeWithItsManifest(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("pieces"));
    int compared = 0;
    for (JsonNode piece : JsonMapper.shared().readTree(PieceManifest.in(CODE)).get("pieces")) {
      String path = piece.path("path").asString("");
      // index_state.json was changed after the manifest; a few pieces were left out of the sample.
      if (path.equals("index_state.json")
          || !path.endsWith(".json")
          || !Files.isRegularFile(CODE.resolve(path))) {
        continue;
      }
      String text = Files.readString(CODE.resolve(path));
      JsonFile.Written written =
          JsonFile.replace(folder.resolve("copy.json"), json -> json.writeRaw(text));
      assertEquals(piece.get("bytes").asLong(), written.bytes(), path);
      assertEquals(piece.get("checksum").asString(), written.checksum(), path);
      compared++;
    }
    assertTrue(compared >= 10, "compared " + compared);
  }
}
