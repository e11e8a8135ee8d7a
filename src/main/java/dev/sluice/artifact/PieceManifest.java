package dev.sluice.artifact;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code pieces/manifest.json}: what an artifact folder holds, with counts and checksums. */
final class PieceManifest {
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

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  static Path in(Path folder) {
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
    JsonNode manifest = tree(file);
    if (manifest instanceof ObjectNode root && root.get("pieces") instanceof ArrayNode pieces) {
      for (JsonNode piece : pieces) {
        if (piece instanceof ObjectNode entry && path.equals(piece.path("path").asString(""))) {
          entry.put("bytes", written.bytes());
          entry.put("checksum", written.checksum());
        }
      }
      root.put("updatedAt", time(clock.instant()));
      JsonFile.replace(file, root);
    }
  }

  /** The whole of a small file. */
  static JsonNode tree(Path file) {
    return JsonCursor.read(
        file,
        cursor -> {
          JsonNode tree = Json.MAPPER.readTree(cursor.parser());
          cursor.end();
          return tree;
        });
  }
}
