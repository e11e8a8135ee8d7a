package dev.sluice.producer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.core.BuildFailedException;
import dev.sluice.core.Embedder;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.HashingEmbedder;
import dev.sluice.core.MinHash;
import dev.sluice.core.Mode;
import dev.sluice.core.Quantizer;
import dev.sluice.core.SluiceException;
import dev.sluice.core.Tokenizer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProducerTest {
  private static final String JAVA =
      """
      package a;

      /** Opens the connection for reading only. */
      public class Gate {
        int open(String path) {
          return 1;
        }
      }
      """;

  @TempDir Path folder;

  private final Map<Mode, List<Bundle>> bundles = new EnumMap<>(Mode.class);

  @Test
  void aFileGivesABundleForEachModeItSpeaksTo() throws IOException {
    write("src/Gate.java", JAVA);
    write("README.md", "# Title\nwords\n");
    write("build.gradle", "plugins { }\n");
    ProducerReport report = produce(ProducerOptions.defaults());
    assertEquals(List.of("build.gradle", "src/Gate.java"), files(Mode.CODE));
    assertEquals(List.of("README.md"), files(Mode.PROSE));
    assertEquals(List.of("src/Gate.java"), files(Mode.EXTRACTED_PROSE));
    assertFalse(bundles.containsKey(Mode.RECORDS));
    assertEquals(Map.of(Mode.CODE, 2, Mode.PROSE, 1, Mode.EXTRACTED_PROSE, 1), report.files());
    assertEquals(Map.of(Mode.CODE, 4, Mode.PROSE, 1, Mode.EXTRACTED_PROSE, 1), report.chunks());
  }

  @Test
  void onlyTheModesAskedForAreMade() throws IOException {
    write("Gate.java", JAVA);
    write("README.md", "# Title\n");
    new Producer(ProducerOptions.defaults(), new HashingEmbedder())
        .produce(folder, EnumSet.of(Mode.EXTRACTED_PROSE), this::keep);
    assertEquals(Set.of(Mode.EXTRACTED_PROSE), bundles.keySet());
  }

  @Test
  void aChunkCarriesEverything() throws IOException {
    write("Gate.java", JAVA);
    produce(ProducerOptions.defaults());
    Bundle bundle = bundles.get(Mode.CODE).get(0);
    assertEquals(Sha1.of(JAVA), bundle.hash());
    assertEquals(JAVA.length(), bundle.size());
    assertEquals(
        Files.getLastModifiedTime(folder.resolve("Gate.java")).toMillis(),
        (long) (double) bundle.mtimeMs());
    ChunkRecord type = bundle.chunks().get(1);
    String text = JAVA.substring(type.chunk().start(), type.chunk().end());
    assertTrue(text.startsWith("/** Opens") && text.endsWith("}"), text);
    assertEquals("ClassDeclaration Gate 3 8 .java 1.0", summary(type));
    assertEquals("public class Gate", type.signature());
    assertEquals("Opens the connection for reading only.", type.doc());
    assertEquals(tokens("gate gate gate " + text), type.tokens());
    assertEquals(
        tokens("gate open gate open gate open int open(String path) return 1"),
        bundle.chunks().get(2).tokens(),
        "a method has the words of its class");
    assertEquals(
        tokens("gate gate gate package a"),
        bundle.chunks().get(0).tokens(),
        "what has no name has the words of its file's");
    assertArrayEquals(MinHash.signature(type.tokens()), type.minhash());
    assertEquals(256, type.embedding().length);
    assertTrue(type.ngrams().contains("reading\u0001only"));
    assertFalse(type.ngrams().contains("gate\u0001public"), "no phrase reaches over fields");
    assertTrue(type.chargrams().contains("\u27ECgate"));
    assertFalse(type.chargrams().contains("publi"), "chargrams are of the name alone");
    assertEquals("[\"package a;\",\"\"]", type.chunk().preContext());
    assertEquals(
        "{\"signature\":\"public class Gate\",\"doc\":\"Opens the connection for reading only.\"}",
        type.chunk().docmeta());
    assertEquals("{\"lines\":6,\"tokens\":" + tokens(text).size() + "}", type.chunk().stats());
    assertEquals("MethodDeclaration Gate.open 5 7 .java 1.0", summary(bundle.chunks().get(2)));
  }

  @Test
  void chunkIdsSurviveAMoveWithinTheFileAndAreUnique() throws IOException {
    String twins = "class A { void f() {} }\nclass A { void f() {} }\n";
    write("A.java", twins);
    produce(ProducerOptions.defaults());
    List<String> before = chunkIds();
    assertEquals(before.size(), new HashSet<>(before).size());
    bundles.clear();
    write("A.java", "\n\n" + twins);
    produce(ProducerOptions.defaults());
    assertEquals(before, chunkIds());
    bundles.clear();
    write("A.java", twins.replace("f", "g"));
    produce(ProducerOptions.defaults());
    assertNotEquals(before, chunkIds());
  }

  @Test
  void testsWeighHalf() throws IOException {
    write("src/test/java/a/Gate.java", JAVA);
    write("pkg/gate_test.go", "package p\nfunc F() { g() }\n");
    produce(ProducerOptions.defaults());
    assertEquals(
        "FunctionDeclaration F 2 2 .go 0.5",
        summary(bundles.get(Mode.CODE).get(0).chunks().get(1)));
    assertEquals(0.5, bundles.get(Mode.CODE).get(1).chunks().get(1).chunk().weight());
  }

  @Test
  void methodsThatDoNothingWeighHalf() throws IOException {
    write("A.java", "class A { A() {} void f() { } void g() { f(); } interface B { } }");
    produce(ProducerOptions.defaults());
    assertEquals(
        List.of("A 1.0", "A.A 0.5", "A.f 0.5", "A.g 1.0", "A.B 1.0"),
        bundles.get(Mode.CODE).get(0).chunks().stream()
            .map(record -> record.chunk().name() + " " + record.chunk().weight())
            .toList());
  }

  @Test
  void workersAndTimingChangeNothing() throws IOException {
    for (int i = 0; i < 60; i++) {
      write("d" + i % 7 + "/F" + i + ".java", JAVA.repeat(i % 5 + 1).replace("open", "open" + i));
      write("d" + i % 7 + "/doc" + i + ".md", "# A\nb\n## C " + i + "\nd\n");
    }
    ProducerReport one = produce(ProducerOptions.defaults().withWorkers(1));
    String first = fingerprint();
    bundles.clear();
    ProducerReport many = produce(ProducerOptions.defaults().withWorkers(7));
    assertEquals(first, fingerprint());
    assertEquals(one, many);
    List<String> names = files(Mode.CODE);
    assertEquals(names.stream().sorted().toList(), names);
  }

  @Test
  void progressReachesTheTotal() throws IOException {
    write("A.java", JAVA);
    write("b.bin", "\0");
    var heard = new ArrayList<String>();
    produce(
        ProducerOptions.defaults().withProgress((done, total) -> heard.add(done + "/" + total)));
    assertEquals(List.of("1/2", "2/2"), heard);
  }

  @Test
  void aMissingFolderIsMissing() {
    Path absent = folder.resolve("absent");
    SluiceException thrown = assertThrows(SluiceException.class, () -> produce(absent));
    assertEquals(ErrorCode.MISSING, thrown.code());
    assertTrue(thrown.getMessage().contains("absent does not exist"), thrown.getMessage());
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    write("A.java", JAVA);
    Path file = folder.resolve("A.java");
    assertEquals(ErrorCode.USAGE, assertThrows(SluiceException.class, () -> produce(file)).code());
  }

  @Test
  void anEmptyFolderIsEmpty() {
    SluiceException thrown = assertThrows(SluiceException.class, () -> produce(folder));
    assertEquals(ErrorCode.EMPTY, thrown.code());
    assertTrue(thrown.getMessage().endsWith("it holds no files"), thrown.getMessage());
  }

  @Test
  void aTreeOfBinariesIsEmptyAndSaysWhy() throws IOException {
    write("a.bin", "\0\1");
    write("b.png", "x\0y");
    SluiceException thrown = assertThrows(SluiceException.class, () -> produce(folder));
    assertEquals(ErrorCode.EMPTY, thrown.code());
    assertTrue(thrown.getMessage().endsWith("it holds only 2 binary"), thrown.getMessage());
  }

  @Test
  void aLargeFileIsCountedAndNotRead() throws IOException {
    write("A.java", JAVA);
    try (var large = new RandomAccessFile(folder.resolve("large.sql").toFile(), "rw")) {
      large.setLength(50L << 20);
    }
    ProducerReport report = produce(ProducerOptions.defaults());
    assertEquals(Map.of(SkipReason.TOO_LARGE, 1), report.skipped());
    assertEquals(List.of("large.sql"), report.skippedSamples().get(SkipReason.TOO_LARGE));
    assertEquals("1 too large", report.skippedInWords());
  }

  @Test
  void linksAreCountedAndNotFollowed() throws IOException {
    write("src/A.java", JAVA);
    Files.createSymbolicLink(folder.resolve("src/loop"), folder);
    Files.createSymbolicLink(folder.resolve("src/self"), folder.resolve("src/self"));
    Files.createSymbolicLink(folder.resolve("B.java"), folder.resolve("src/A.java"));
    ProducerReport report = produce(ProducerOptions.defaults());
    assertEquals(List.of("src/A.java"), files(Mode.CODE));
    assertEquals(Map.of(SkipReason.SYMBOLIC_LINK, 3), report.skipped());
  }

  @Test
  void aPipeIsCountedAndNotOpened() throws Exception {
    write("A.java", JAVA);
    assumeTrue(makePipe(folder.resolve("pipe.java")), "mkfifo is not there");
    assertEquals(Map.of(SkipReason.SPECIAL_FILE, 1), produce(ProducerOptions.defaults()).skipped());
  }

  @Test
  void namesThatNoIndexCanKeepAreCounted() throws Exception {
    write("A.java", JAVA);
    write("back\\slash.java", JAVA);
    write("back\\folder/B.java", JAVA);
    assumeTrue(makeFilesWithNamesThatAreNoText(), "the file system wants names to be text");
    ProducerReport report = produce(ProducerOptions.defaults());
    assertEquals(Map.of(SkipReason.UNUSABLE_NAME, 4), report.skipped());
    assertEquals(List.of("A.java"), files(Mode.CODE));
    assertEquals("4 with an unusable name", report.skippedInWords());
  }

  private boolean makeFilesWithNamesThatAreNoText() throws Exception {
    String make =
        "echo 'class B {}' > \"$(printf 'bad\\377.java')\"; cp bad*.java \"$(printf 'bad\\376.java')\"";
    return new ProcessBuilder("sh", "-c", make).directory(folder.toFile()).start().waitFor() == 0;
  }

  @Test
  void anUnreadableFileIsCounted() throws IOException {
    write("A.java", JAVA);
    write("secret.java", JAVA);
    Path secret = folder.resolve("secret.java");
    assumeTrue(secret.toFile().setReadable(false), "permissions are not kept here");
    assumeFalse(Files.isReadable(secret), "this user may read everything");
    assertEquals(Map.of(SkipReason.UNREADABLE, 1), produce(ProducerOptions.defaults()).skipped());
  }

  @Test
  void aFileThatVanishesAfterTheWalkIsCounted() throws IOException {
    write("A.java", JAVA);
    var gone = new SourceFile(folder.resolve("gone.java"), "gone.java", 0);
    try (var chunker = chunker()) {
      assertSame(SkipReason.UNREADABLE, chunker.chunk(gone).skipped());
    }
  }

  @Test
  void textThatIsNotUtf8LosesNoCharacter() throws IOException {
    byte[] latin =
        "class A { String s = \"gr\u00fc\u00df\"; }".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(folder.resolve("A.java"), latin);
    ProducerReport report = produce(ProducerOptions.defaults());
    assertEquals(1, report.notUtf8());
    assertEquals(List.of("A.java"), report.notUtf8Sample());
    assertTrue(bundles.get(Mode.CODE).get(0).chunks().get(0).tokens().contains("gr\u00fc\u00df"));
  }

  @Test
  void aFileThatDoesNotParseIsIndexedAndReported() throws IOException {
    write("A.java", "%%% not java at all, but words\n");
    ProducerReport report = produce(ProducerOptions.defaults());
    assertEquals(List.of("A.java"), report.unparsedSample());
    assertEquals("Window", bundles.get(Mode.CODE).get(0).chunks().get(0).chunk().kind());
  }

  @Test
  void anEmptyFileHasABundleWithoutChunks() throws IOException {
    write("empty.java", "");
    produce(ProducerOptions.defaults());
    assertEquals(List.of(), bundles.get(Mode.CODE).get(0).chunks());
  }

  @Test
  void theIndexAndTheRepositoryAreNeverIndexed() throws IOException {
    write("A.java", JAVA);
    write(".git/HEAD", "ref: x");
    write(".sluice/index-code/chunk_meta.json", "[]");
    write("out/index/x.json", "[]");
    produce(ProducerOptions.defaults().withExcluded(Set.of(folder.resolve("out/index"))));
    assertEquals(List.of("A.java"), files(Mode.CODE));
  }

  @Test
  void theSourceFolderItselfMayBeALink(@TempDir Path elsewhere) throws IOException {
    write("A.java", JAVA);
    write("out/x.json", "[]");
    Path link = Files.createSymbolicLink(elsewhere.resolve("link"), folder);
    var options = ProducerOptions.defaults().withExcluded(Set.of(link.resolve("out")));
    new Producer(options, new HashingEmbedder()).produce(link, EnumSet.of(Mode.CODE), this::keep);
    assertEquals(List.of("A.java"), files(Mode.CODE));
  }

  @Test
  void whatTheSinkThrowsReachesTheCaller() throws IOException {
    write("A.java", JAVA);
    var fault = new IllegalStateException("disk full");
    var producer = new Producer(ProducerOptions.defaults(), new HashingEmbedder());
    var thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                producer.produce(
                    folder,
                    EnumSet.of(Mode.CODE),
                    (mode, bundle) -> {
                      throw fault;
                    }));
    assertSame(fault, thrown);
  }

  @Test
  void componentsOutsideTheRangeAreCounted() throws IOException {
    write("Gate.java", JAVA);
    var narrow = Quantizer.ofStep(1e-6);
    ProducerReport report = produce(ProducerOptions.defaults().withQuantizer(narrow));
    assertTrue(report.saturated() > 0);
    assertEquals(0, produce(ProducerOptions.defaults()).saturated());
  }

  @Test
  void whatAnEmbedderThrowsEndsTheRunWithItsCause() throws IOException {
    write("A.java", JAVA);
    var fault = new IllegalStateException("no model");
    Embedder broken = new FailingEmbedder(fault);
    var producer = new Producer(ProducerOptions.defaults(), broken);
    var thrown =
        assertThrows(
            BuildFailedException.class,
            () -> producer.produce(folder, EnumSet.allOf(Mode.class), this::keep));
    assertSame(fault, thrown.getCause());
    assertTrue(thrown.getMessage().contains("A.java"), thrown.getMessage());
    assertNull(bundles.get(Mode.CODE));
  }

  private record FailingEmbedder(RuntimeException fault) implements Embedder {
    @Override
    public String model() {
      return "broken";
    }

    @Override
    public int dims() {
      return 1;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
      throw fault;
    }
  }

  private static boolean makePipe(Path path) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", path.toString()).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static FileChunker chunker() {
    return new FileChunker(
        EnumSet.of(Mode.CODE), 1_000, new ChunkAssembler(new HashingEmbedder(), Quantizer.DEFAULT));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private ProducerReport produce(ProducerOptions options) {
    return new Producer(options, new HashingEmbedder())
        .produce(folder, EnumSet.allOf(Mode.class), this::keep);
  }

  private void produce(Path source) {
    new Producer(ProducerOptions.defaults(), new HashingEmbedder())
        .produce(source, EnumSet.allOf(Mode.class), this::keep);
  }

  private void keep(Mode mode, Bundle bundle) {
    bundles.computeIfAbsent(mode, absent -> new ArrayList<>()).add(bundle);
  }

  private List<String> files(Mode mode) {
    return bundles.get(mode).stream().map(Bundle::file).toList();
  }

  private static List<String> tokens(String text) {
    return Tokenizer.tokens(text);
  }

  private List<String> chunkIds() {
    return bundles.get(Mode.CODE).get(0).chunks().stream()
        .map(record -> record.chunk().chunkId())
        .toList();
  }

  private static String summary(ChunkRecord record) {
    var chunk = record.chunk();
    return chunk.kind()
        + " "
        + chunk.name()
        + " "
        + chunk.startLine()
        + " "
        + chunk.endLine()
        + " "
        + chunk.ext()
        + " "
        + chunk.weight();
  }

  private String fingerprint() {
    return bundles.entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().stream()
                    .map(
                        bundle ->
                            entry.getKey() + bundle.file() + bundle.hash() + fingerprint(bundle)))
        .collect(Collectors.joining("\n"));
  }

  private static String fingerprint(Bundle bundle) {
    return bundle.chunks().stream()
        .map(
            record ->
                record.chunk()
                    + String.valueOf(record.tokens())
                    + record.ngrams()
                    + record.chargrams()
                    + Arrays.toString(record.minhash())
                    + Arrays.toString(record.embedding()))
        .collect(Collectors.joining());
  }
}
