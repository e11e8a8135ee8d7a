package dev.sluice.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.contract.IndexModel;
import dev.sluice.contract.LmdbModels;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.contract.SqliteModels;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.sqlite.SqliteIndexReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A program without lmdbjava, and one without the flags that lmdbjava needs, both in a JVM of their
 * own: SQLite and reading LMDB work, writing LMDB says what is missing.
 */
class OptionalLmdbTest {
  private static final IndexModel CONTENT = ModelGenerator.dense(Mode.CODE, 5, 60);

  @TempDir Path folder;

  @BeforeEach
  void writeBothStores() {
    LmdbModels.write(CONTENT, folder.resolve("lmdb"));
    SqliteModels.write(CONTENT, folder.resolve("sqlite"));
  }

  private List<String> run(boolean withLibrary) throws IOException, InterruptedException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                entry ->
                    withLibrary || !Path.of(entry).getFileName().toString().contains("lmdbjava"))
            .collect(Collectors.joining(File.pathSeparator));
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp"));
    command.addAll(List.of(classPath, OptionalLmdbTest.class.getName(), folder.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.lines().filter(line -> !line.isBlank() && !line.startsWith("WARNING:")).toList();
  }

  /** Reads both stores and tries to write one. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    try (IndexReader lmdb = LmdbIndexReader.open(folder.resolve("lmdb"), Mode.CODE);
        IndexReader sqlite = SqliteIndexReader.open(folder.resolve("sqlite"), Mode.CODE)) {
      int[] docIds = CONTENT.docIds();
      System.out.println(
          "read "
              + lmdb.chunks(docIds).equals(CONTENT.chunks(docIds))
              + " "
              + sqlite.chunks(docIds).equals(CONTENT.chunks(docIds)));
      System.out.println("findings " + LmdbValidator.full(folder.resolve("lmdb"), Mode.CODE));
      LmdbModels.write(CONTENT, folder.resolve("written"));
    } catch (SluiceException e) {
      System.out.println(e.getMessage());
      System.out.println(e.remedy());
    }
    System.out.println("made " + folder.resolve("written").toFile().exists());
  }

  @Test
  void withoutTheLibraryReadingWorksAndWritingNamesIt() throws Exception {
    List<String> said = run(false);
    assertEquals(List.of("read true true", "findings []"), said.subList(0, 2));
    assertTrue(said.get(2).contains("cannot be written without lmdbjava"), said.toString());
    assertEquals(
        "add org.lmdbjava:lmdbjava to the class path, or build the SQLite store", said.get(3));
    assertEquals("made false", said.get(4));
  }

  @Test
  void withoutTheFlagsReadingWorksAndWritingNamesEachOfThem() throws Exception {
    List<String> said = run(true);
    assertEquals(List.of("read true true", "findings []"), said.subList(0, 2));
    assertTrue(said.get(2).contains("keeps java.nio closed"), said.toString());
    String opens =
        "--add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED";
    String access = " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";
    boolean restricted = Runtime.version().feature() >= 24;
    assertEquals("start java with: " + opens + (restricted ? access : ""), said.get(3));
    assertEquals("made false", said.get(4));
  }
}
