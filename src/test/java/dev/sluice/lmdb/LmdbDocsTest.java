package dev.sluice.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of docs/lmdb.md is that of {@link StoredArtifact}. */
class LmdbDocsTest {
  private static List<String[]> rows() throws IOException {
    return Files.readAllLines(Path.of("docs/lmdb.md")).stream()
        .filter(line -> line.startsWith("| `meta:") || line.startsWith("| `artifact:"))
        .map(line -> line.split("\\|"))
        .toList();
  }

  @Test
  void everyKeyIsDocumentedAndNoOther() throws IOException {
    List<String> all = Arrays.stream(StoredArtifact.values()).map(StoredArtifact::id).toList();
    assertEquals(
        StoredArtifact.expectedKeys(all),
        rows().stream().map(cells -> cells[1].strip().replace("`", "")).toList());
  }

  @Test
  void thoseThatAreAlwaysThereAreSaidToBe() throws IOException {
    assertEquals(
        StoredArtifact.expectedKeys(List.of()),
        rows().stream()
            .filter(cells -> cells[2].strip().equals("yes"))
            .map(cells -> cells[1].strip().replace("`", ""))
            .toList());
  }
}
