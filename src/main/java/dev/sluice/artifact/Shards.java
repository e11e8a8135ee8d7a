package dev.sluice.artifact;

import dev.sluice.core.InvalidArtifactException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parts of an artifact that is stored in several files: those its meta file lists, or without a
 * list all in the folder of parts, by number.
 */
final class Shards {
  private final Path folder;
  private final Path partsFolder;
  private final Path metaFile;

  /**
   * @param partsFolder the name of the folder of parts, for example {@code chunk_meta.parts}
   */
  Shards(Path folder, Artifact artifact, String partsFolder) {
    this.folder = folder;
    this.partsFolder = folder.resolve(partsFolder);
    this.metaFile = folder.resolve(artifact.id() + ".meta.json");
  }

  Optional<Path> meta() {
    return StoredFile.find(metaFile);
  }

  Path metaFile() {
    return metaFile;
  }

  boolean present() {
    return meta().isPresent() || !listed().isEmpty();
  }

  /** The parts in their order; {@code listed} is what the meta file says, or null. */
  List<Path> parts(List<String> listed) {
    return listed == null ? listed() : listed.stream().map(this::part).toList();
  }

  private Path part(String relative) {
    Path part = folder.resolve(relative).normalize();
    if (!part.startsWith(folder.normalize())) {
      throw new InvalidArtifactException(metaFile, "part " + relative, "lies outside the folder");
    }
    return StoredFile.find(part)
        .orElseThrow(
            () -> new InvalidArtifactException(metaFile, "part " + relative, "is missing"));
  }

  private List<Path> listed() {
    if (!Files.isDirectory(partsFolder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(partsFolder)) {
      var parts = new ArrayList<>(files.filter(file -> !isCopy(file)).toList());
      // part-10 comes after part-9, whether or not numbers are padded.
      parts.sort(
          Comparator.<Path>comparingInt(file -> file.toString().length())
              .thenComparing(Path::toString));
      return parts;
    } catch (IOException e) {
      throw new InvalidArtifactException(partsFolder, "", "cannot be listed: " + e.getMessage(), e);
    }
  }

  private static boolean isCopy(Path file) {
    return file.toString().endsWith(".bak");
  }
}
