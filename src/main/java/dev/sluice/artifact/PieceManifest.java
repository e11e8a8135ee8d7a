package dev.sluice.artifact;

import dev.sluice.core.InvalidArtifactException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonGenerator;

/** {@code pieces/manifest.json}: what an artifact folder holds, with counts and checksums. */
public final class PieceManifest {
  private static final int VERSION = 2;

  /** Milliseconds always, like JavaScript's toISOString. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private PieceManifest() {}

  /**
   * One file of the folder.
   *
   * @param type {@code chunks}, {@code postings}, {@code embeddings} or {@code stats}
   * @param count of chunks, terms, files or vectors; null where there is nothing to count
   */
  record Piece(String type, String name, Integer count, String path, JsonFile.Written written) {}

  /**
   * An entry of a manifest that is there. What it does not say is null.
   *
   * @param path relative to the artifact folder
   */
  public record Listed(String name, String path, Long count, Long bytes, String checksum) {

    /** Whether it is, or is a part of, an artifact that Sluice reads. */
    public boolean isRead() {
      return Arrays.stream(Artifact.values()).anyMatch(this::isOf);
    }

    /** Whether it is, or is a part of, this artifact. */
    public boolean isOf(Artifact artifact) {
      return path.startsWith(artifact.id() + ".");
    }

    /** The file in its folder; empty if the path leads out of it. */
    public Optional<Path> in(Path folder) {
      try {
        Path file = folder.resolve(path).normalize();
        return Optional.of(file).filter(f -> f.startsWith(folder.normalize()));
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }

    /**
     * How a file differs from what is listed, in words; empty if it does not.
     *
     * @param wholly whether to read it all for its checksum, or look at its size alone
     */
    public Optional<String> difference(Path file, boolean wholly) throws IOException {
      if (bytes != null && Files.size(file) != bytes) {
        return Optional.of("has " + Files.size(file) + " bytes, " + bytes + " were written");
      }
      if (!wholly || checksum == null || !checksum.startsWith(JsonFile.CHECKSUM)) {
        return Optional.empty();
      }
      String found = JsonFile.measure(file).checksum();
      return found.equalsIgnoreCase(checksum)
          ? Optional.empty()
          : Optional.of("has the checksum " + found + ", " + checksum + " was written");
    }
  }

  /**
   * A manifest that is there.
   *
   * @param mode as it says, or null
   */
  public record Listing(String mode, List<Listed> pieces) {

    /** Whether it is as {@link ArtifactWriter} writes it; other programs list more files. */
    public boolean isOfSluice() {
      return pieces.stream()
          .allMatch(
              piece ->
                  Arrays.stream(Artifact.values())
                      .anyMatch(artifact -> artifact.fileName().equals(piece.path())));
    }
  }

  /**
   * What a folder is meant to hold; empty if there is no manifest.
   *
   * @param folder {@code index-<mode>}
   * @throws InvalidArtifactException if the manifest is none
   */
  public static Optional<Listing> read(Path folder) {
    Path file = in(folder);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    JsonTree manifest = JsonTree.read(file);
    if (!manifest.get("pieces").isArray()) {
      throw new InvalidArtifactException(file, "", "has no pieces");
    }
    var listed = new ArrayList<Listed>();
    for (JsonTree piece : manifest.get("pieces").elements()) {
      String path = text(piece, "path");
      if (path.isEmpty()) {
        throw new InvalidArtifactException(file, "piece " + listed.size(), "has no path");
      }
      listed.add(
          new Listed(
              text(piece, "name"),
              path,
              number(piece, "count"),
              number(piece, "bytes"),
              piece.get("checksum").text().orElse(null)));
    }
    return Optional.of(new Listing(manifest.get("mode").text().orElse(null), List.copyOf(listed)));
  }

  /**
   * How many records of artifacts that Sluice reads a folder is meant to hold: chunks, terms,
   * signatures, vectors and files. Empty if there is no manifest, or it does not say of each.
   */
  public static OptionalLong records(Path folder) {
    try {
      long records = 0;
      for (Listed piece : read(folder).map(Listing::pieces).orElse(List.of())) {
        if (piece.isRead() && !piece.isOf(Artifact.INDEX_STATE)) {
          if (piece.count() == null) {
            return OptionalLong.empty();
          }
          records += piece.count();
        }
      }
      return records == 0 ? OptionalLong.empty() : OptionalLong.of(records);
    } catch (InvalidArtifactException e) {
      return OptionalLong.empty(); // It only tells of files that are read in any case.
    }
  }

  private static String text(JsonTree piece, String name) {
    return piece.get(name).text().orElse("");
  }

  private static Long number(JsonTree piece, String name) {
    OptionalLong value = piece.get(name).whole();
    return value.isPresent() ? (Long) value.getAsLong() : null;
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** Its place in an artifact folder. */
  public static Path in(Path folder) {
    return folder.resolve("pieces").resolve("manifest.json");
  }

  static void write(JsonGenerator json, String mode, Instant now, List<Piece> pieces) {
    json.writeStartObject();
    json.writeNumberProperty("version", VERSION);
    json.writeStringProperty("generatedAt", time(now));
    json.writeStringProperty("updatedAt", time(now));
    json.writeStringProperty("mode", mode);
    json.writeArrayPropertyStart("pieces");
    for (Piece piece : pieces) {
      json.writeStartObject();
      json.writeStringProperty("type", piece.type());
      json.writeStringProperty("name", piece.name());
      json.writeStringProperty("format", "json");
      json.writeStringProperty("path", piece.path());
      if (piece.count() != null) {
        json.writeNumberProperty("count", piece.count());
      }
      json.writeNumberProperty("bytes", piece.written().bytes());
      json.writeStringProperty("checksum", piece.written().checksum());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Brings the entry of one file up to date, if the folder has a manifest that lists it. */
  static void refresh(Path folder, String path, JsonFile.Written written, Clock clock) {
    Path file = in(folder);
    if (!Files.isRegularFile(file)) {
      return;
    }
    JsonTree manifest = JsonTree.read(file);
    if (manifest.get("pieces").isArray()) {
      for (JsonTree piece : manifest.get("pieces").elements()) {
        if (piece.get("path").isText(path)) {
          piece.members().put("bytes", written.bytes());
          piece.members().put("checksum", written.checksum());
        }
      }
      manifest.members().put("updatedAt", time(clock.instant()));
      JsonFile.replace(file, manifest);
    }
  }
}
