package dev.sluice.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedPathTest {
  @TempDir Path folder;

  @Test
  void closingRemovesWhatWasStagedAndItsSidecarsAlone() throws IOException {
    Path target = Files.writeString(folder.resolve("index-code.db"), "old");
    try (var staged = StagedPath.beside(target)) {
      Files.writeString(staged.path(), "new");
      Files.writeString(Path.of(staged.path() + "-journal"), "journal");
    }
    assertEquals(Set.of("index-code.db"), names());
  }

  @Test
  void leftoversOfTheTargetGoAndThoseOfOthersStay() throws IOException {
    Path target = Files.createDirectory(folder.resolve("index-code"));
    String uuid = "0f8fad5b-d9cb-469f-a165-70867728950e";
    Files.createDirectories(folder.resolve(".index-code." + uuid + "/pieces"));
    Files.createDirectories(folder.resolve(".index-code." + uuid + ".old"));
    Files.createDirectories(folder.resolve(".index-prose." + uuid));
    Files.writeString(folder.resolve(".index-code.mine"), "no leftover");
    StagedPath.removeLeftovers(target);
    assertEquals(Set.of("index-code", ".index-prose." + uuid, ".index-code.mine"), names());
  }

  @Test
  void aTargetThatWasPutAsideIsPutBack() throws IOException {
    String uuid = "0f8fad5b-d9cb-469f-a165-70867728950e";
    Path aside = Files.createDirectory(folder.resolve(".index-code." + uuid + ".old"));
    Files.writeString(aside.resolve("chunk_meta.json"), "[]");
    Files.createDirectory(folder.resolve(".index-code." + uuid));
    StagedPath.removeLeftovers(folder.resolve("index-code"));
    assertEquals(Set.of("index-code"), names());
    assertEquals("[]", Files.readString(folder.resolve("index-code/chunk_meta.json")));
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
