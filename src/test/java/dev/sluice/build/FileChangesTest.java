package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.IncrementalManifest.Entry;
import dev.sluice.build.FileChanges.Verdict;
import dev.sluice.core.FileEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class FileChangesTest {

  @ParameterizedTest(name = "{0} {1} {2} against {3} {4} {5}: {6}")
  @CsvFileSource(resources = "file-changes.csv", numLinesToSkip = 1, nullValues = "-")
  void whatBecameOfAFile(
      String hash,
      Double mtimeMs,
      Long size,
      String rowHash,
      Double rowMtimeMs,
      Long rowSize,
      Verdict verdict) {
    var entry = new Entry("f", hash, mtimeMs, size, "f.json", null);
    assertEquals(
        verdict, FileChanges.verdict(entry, new FileEntry("f", rowHash, rowMtimeMs, rowSize, 1)));
  }

  @Test
  void everyFileIsOfOneKindAndTheOrderIsThatOfTheManifest() {
    var changes =
        FileChanges.between(
            List.of(entry("z", "1"), entry("same", "1"), entry("new", "1"), entry("A", "1")),
            List.of(
                row("A", "2"), row("gone", "1"), row("a", "1"), row("same", "1"), row("z", "0")));
    assertEquals(List.of("z", "new", "A"), changes.changed().stream().map(Entry::file).toList());
    assertEquals(List.of("gone", "a"), changes.deleted());
    assertEquals(Map.of(), changes.hashes());
    assertEquals(5 / 4.0, changes.ratio());
    assertFalse(changes.none());
  }

  @Test
  void aHashThatIsFoundIsNoChangeOfAFile() {
    var entry = new Entry("f", "1", 1.5, 3L, "f.json", null);
    var changes =
        FileChanges.between(List.of(entry), List.of(new FileEntry("f", null, 1.5, 3L, 1)));
    assertEquals(Map.of("f", "1"), changes.hashes());
    assertEquals(0, changes.ratio());
    assertFalse(changes.none());
    assertTrue(FileChanges.between(List.of(), List.of()).none());
  }

  private static Entry entry(String file, String hash) {
    return new Entry(file, hash, null, null, file + ".json", null);
  }

  private static FileEntry row(String file, String hash) {
    return new FileEntry(file, hash, null, null, 1);
  }
}
