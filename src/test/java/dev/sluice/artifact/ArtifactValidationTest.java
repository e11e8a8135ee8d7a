package dev.sluice.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.InvalidArtifactException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault is refused with the file, the record and the value. */
class ArtifactValidationTest {
  @TempDir Path temp;

  private InvalidArtifactException refusal(String artifact, String text) {
    ArtifactFolder folder = new ArtifactFolder(temp).withTwoChunks().with(artifact, text);
    var refusal =
        assertThrows(InvalidArtifactException.class, () -> ArtifactFolder.readAll(folder.reader()));
    assertTrue(refusal.file().endsWith(artifact), refusal.getMessage());
    return refusal;
  }

  private void assertRefused(String artifact, String text, String record, String reason) {
    InvalidArtifactException refusal = refusal(artifact, text);
    assertEquals(record, refusal.record(), refusal.getMessage());
    assertTrue(refusal.reason().contains(reason), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'id':1,'file':'a','start':0,'end':1}] | chunk 0 | has id 1, expected 0",
        "[{'id':0,'file':'a','start':0,'end':1},{'id':0,'file':'a','start':0,'end':1}]"
            + " | chunk 1 | has id 0, expected 1",
        "[{'file':'a','start':0,'end':1}] | chunk 0 | has id null",
        "[{'id':0,'start':0,'end':1}] | chunk 0 | neither file nor fileId",
        "[{'id':0,'fileId':7,'start':0,'end':1}] | chunk 0 | fileId 7",
        "[{'id':0,'file':'a','end':1}] | chunk 0 | has no start",
        "[{'id':0,'file':'a','start':0}] | chunk 0 | has no end",
        "[{'id':0,'file':'a','start':-1,'end':1}] | chunk 0 | from -1 to 1",
        "[{'id':0,'file':'a','start':3,'end':1}] | chunk 0 | from 3 to 1",
        "[{'id':0,'file':'a','start':'x','end':1}] | chunk 0 | start is the string \"x\"",
        "[{'id':0,'file':'a','start':1.5,'end':2}] | chunk 0 | start is 1.5",
        "[{'id':0,'file':'a','start':3000000000,'end':2}] | chunk 0 | start is 3000000000",
        "[{'id':0,'file':'a','start':0,'end':2,'tokens':[1]}] | chunk 0 | tokens is 1",
        "[{'id':0,'file':'a','start':0,'end':2,'docmeta':[]}] | chunk 0 | docmeta is an array",
        "[[]] | chunk 0 | chunk is an array",
        "{} | '' | chunk_meta is an object",
      })
  void chunksAreChecked(String text, String record, String reason) {
    assertRefused("chunk_meta.json", text.replace('\'', '"'), record.replace("'", ""), reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[[2,1]]] | [\"a\"] | [1,1] | posting list 0 | holds doc id 2, there are 2 chunks",
        "[[[-1,1]]] | [\"a\"] | [1,1] | posting list 0 | position 0 of the posting is -1, expected an integer from 0",
        "[[[1,1],[0,1]]] | [\"a\"] | [1,1] | posting list 0 | doc id 0 after 1",
        "[[[1,1],[1,1]]] | [\"a\"] | [1,1] | posting list 0 | doc id 1 after 1",
        "[[[0,0]]] | [\"a\"] | [1,1] | posting list 0 | frequency 0",
        "[[[0]]] | [\"a\"] | [1,1] | posting list 0 | posting of 1 numbers, expected [doc id, frequency]",
        "[[[0,1,2]]] | [\"a\"] | [1,1] | posting list 0 | has a posting of more than 2 numbers",
        "[[0]] | [\"a\"] | [1,1] | posting list 0 | posting is 0, expected an array",
        "[[[0,1]],[]] | [\"a\"] | [1,1] | posting list 1 | has no term",
        "[] | [\"a\"] | [1,1] | posting list 0 | is missing",
        "[[],[]] | [\"a\",\"a\"] | [1,1] | term 1 | \"a\" is in vocab twice",
        "[[],[],[]] | [\"b\",\"a\",\"b\"] | [1,1] | term 2 | \"b\" is in vocab twice",
        "[[]] | [null] | [1,1] | term 0 | term is null",
        "[[]] | [\"a\"] | [1] | docLengths | has 1 entries, there are 2 chunks",
        "[[]] | [\"a\"] | [1,-1] | docLengths 1 | is -1",
      })
  void tokenPostingsAreChecked(
      String postings, String vocab, String lengths, String record, String reason) {
    assertRefused(
        "token_postings.json",
        "{\"vocab\":" + vocab + ",\"postings\":" + postings + ",\"docLengths\":" + lengths + "}",
        record,
        reason);
  }

  @Test
  void totalsAndMissingMembersAreChecked() {
    assertRefused(
        "token_postings.json",
        "{\"vocab\":[],\"postings\":[],\"totalDocs\":3,\"docLengths\":[1,1]}",
        "totalDocs",
        "is 3, there are 2 chunks");
    assertRefused(
        "token_postings.json", "{\"vocab\":[],\"postings\":[]}", "docLengths", "is missing");
    assertRefused("token_postings.json", "{\"vocab\":[]}", "", "has no postings");
    assertRefused("token_postings.json", "{\"postings\":[]}", "", "has no vocab");
    assertRefused(
        "token_postings.json",
        "{\"vocab\":[],\"arrays\":{\"vocab\":[]},\"postings\":[]}",
        "",
        "has vocab twice");
  }

  @Test
  void phrasesAreChecked() {
    assertRefused(
        "phrase_ngrams.json",
        "{\"vocab\":[\"a\"],\"postings\":[[0,2]]}",
        "posting list 0",
        "holds doc id 2");
  }

  @Test
  void chargramsAreCheckedInTheSecondPassToo() {
    assertRefused(
        "chargram_postings.json",
        "{\"postings\":[[1,0]],\"vocab\":[\"a\"]}",
        "posting list 0",
        "doc id 0 after 1");
  }

  static Stream<Arguments> signatures() {
    String good = "1,".repeat(127);
    return Stream.of(
        Arguments.of("[[1,2],null]", "doc id 0", "a signature of 2 positions"),
        Arguments.of(
            "[null,[" + good + "1,1]]", "doc id 1", "a signature of more than 128 numbers"),
        Arguments.of("[null,[" + good + "-1]]", "doc id 1", "position 127 of the signature is -1"),
        Arguments.of(
            "[null,[" + good + "4294967296]]",
            "doc id 1",
            "position 127 of the signature is 4294967296"),
        Arguments.of("[null,[" + good + "0.5]]", "doc id 1", "is 0.5"),
        Arguments.of("[null,null,null]", "doc id 2", "there are 2 chunks"),
        Arguments.of("[null]", "doc id 1", "is missing"));
  }

  @ParameterizedTest
  @MethodSource("signatures")
  void signaturesAreChecked(String signatures, String record, String reason) {
    assertRefused("minhash_signatures.json", "{\"signatures\":" + signatures + "}", record, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[[1,2],[1,2,3]] | 2 | doc id 1 | a vector of 3 dimensions, expected 2",
        "[[1,2],[1,256]] | 2 | doc id 1 | position 1 of the vector is 256",
        "[[1,2],[-1,2]] | 2 | doc id 1 | position 0 of the vector is -1",
        "[[],[]] | 2 | doc id 0 | a vector of 0 dimensions, expected 2",
        "[[1,2],[1,2],[1,2]] | 2 | doc id 2 | there are 2 chunks",
        "[[1,2]] | 2 | doc id 1 | is missing",
      })
  void vectorsAreChecked(String vectors, int dims, String record, String reason) {
    assertRefused(
        "dense_vectors_uint8.json",
        "{\"dims\":" + dims + ",\"vectors\":" + vectors + "}",
        record,
        reason);
  }

  @Test
  void dimsThatComeAfterTheVectorsAreCheckedToo() {
    InvalidArtifactException refusal =
        refusal("dense_vectors_uint8.json", "{\"vectors\":[[1,2],null],\"dims\":3}");
    assertTrue(refusal.reason().contains("says dims 3"), refusal.getMessage());
  }

  @Test
  void fileMetaIsChecked() {
    assertRefused("file_meta.json", "[{\"id\":0}]", "entry 0", "has no file");
    assertRefused(
        "file_meta.json",
        "[{\"id\":0,\"file\":\"a\"},{\"id\":0,\"file\":\"b\"}]",
        "id 0",
        "is there twice");
  }

  @Test
  void syntaxErrorsNameTheLineAndShowWhatIsThere() {
    InvalidArtifactException refusal = refusal("chunk_meta.json", "[\n{\"id\":0,\"file\":oops}]");
    assertTrue(refusal.record().startsWith("line 2 column "), refusal.getMessage());
    assertTrue(refusal.reason().contains("oops}]"), refusal.getMessage());
  }

  @Test
  void aTruncatedFileAndOneThatGoesOnAreRefused() {
    assertTrue(refusal("chunk_meta.json", "[{\"id\":0").reason().contains("near:"));
    assertTrue(refusal("chunk_meta.json", "").reason().contains("is missing"));
    assertTrue(refusal("chunk_meta.json", "[] []").reason().contains("goes on after its end"));
  }

  @Test
  void aLineThatIsNoObjectIsRefusedByItsNumber() {
    InvalidArtifactException refusal =
        refusal("chunk_meta.jsonl", ArtifactFolder.CHUNK_0 + "\n\n[" + ArtifactFolder.CHUNK_1);
    assertEquals("line 3", refusal.record());
    assertTrue(refusal.reason().contains("a line must hold one object"), refusal.getMessage());
  }

  @Test
  void hostileNestingIsRefused() {
    String deep = "[".repeat(100_000);
    InvalidArtifactException refusal =
        refusal(
            "chunk_meta.json",
            "[{\"id\":0,\"file\":\"a\",\"start\":0,\"end\":0,\"docmeta\":{\"x\":" + deep);
    assertTrue(refusal.reason().contains("nesting depth"), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'scale':0, | quantisation step 0.0",
        "{'scale':-1, | quantisation step -1.0",
        "{'min':1,'max':1, | quantisation range 1.0 to 1.0",
        "{'min':2, | quantisation range 2.0 to 1.0",
        "{'levels':1, | 1 quantisation levels, 2 to 256 are possible",
        "{'levels':257, | 257 quantisation levels",
        "{'levels':16, | in 16 levels: a database records the step alone",
        "{'min':0, | quantisation from 0.0 to 1.0",
        "{'min':-2,'max':2,'scale':0.5, | scale 0.5 of a range of"
      })
  void howVectorsWereMadeIsChecked(String members, String reason) {
    InvalidArtifactException refusal =
        refusal(
            "dense_vectors_uint8.json", members.replace('\'', '"') + "\"vectors\":[[1,2],null]}");
    assertTrue(refusal.reason().contains(reason), refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'min':-2,'max':2,'levels':256, | 0.01568627450980392",
        "{'min':-2,'max':2,'scale':0.0156862745, | 0.01568627450980392",
        "{'scale':1.0, | 1.0",
        "{'scale':0.5, | 0.5"
      })
  void aRangeThatAScaleTellsBecomesOne(String members, double scale) {
    ArtifactFolder folder =
        new ArtifactFolder(temp)
            .withTwoChunks()
            .with(
                "dense_vectors_uint8.json",
                members.replace('\'', '"') + "\"vectors\":[[1,2],null]}");
    DenseMeta meta = folder.reader().vectors(2, (docId, vector) -> {}).orElseThrow();
    assertEquals(scale, meta.scale(), 1e-12);
  }
}
