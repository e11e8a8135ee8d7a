package dev.sluice.artifact;

import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Streams chunk_meta out of whichever of its forms is there: parts, lines or one array. */
final class ChunkMeta {
  private final Path folder;
  private final Mode mode;
  private final Map<Integer, FileMeta> files;
  private final Consumer<ChunkRecord> sink;
  private int count;

  private ChunkMeta(
      Path folder, Mode mode, Map<Integer, FileMeta> files, Consumer<ChunkRecord> sink) {
    this.folder = folder;
    this.mode = mode;
    this.files = files;
    this.sink = sink;
  }

  static boolean present(Path folder) {
    return shards(folder).present() || lines(folder).isPresent() || array(folder).isPresent();
  }

  /** One of the files that hold it, if there are any; they are all stored alike. */
  static Optional<Path> anyFile(Path folder) {
    return shards(folder).parts(null).stream()
        .findFirst()
        .or(() -> lines(folder))
        .or(() -> array(folder));
  }

  /** Gives every chunk to the sink, in the order of the ids, and returns how many there are. */
  static int read(
      Path folder, Mode mode, Map<Integer, FileMeta> files, Consumer<ChunkRecord> sink) {
    var reading = new ChunkMeta(folder, mode, files, sink);
    reading.readPreferredForm();
    return reading.count;
  }

  static Shards shards(Path folder) {
    return new Shards(folder, Artifact.CHUNK_META, "chunk_meta.parts");
  }

  private static Optional<Path> lines(Path folder) {
    return StoredFile.find(folder.resolve("chunk_meta.jsonl"));
  }

  private static Optional<Path> array(Path folder) {
    return StoredFile.find(folder.resolve(Artifact.CHUNK_META.fileName()));
  }

  private void readPreferredForm() {
    Shards shards = shards(folder);
    Optional<Path> lines = lines(folder);
    if (shards.present()) {
      readShards(shards);
    } else if (lines.isPresent()) {
      readLines(lines.get());
    } else {
      readArray(
          array(folder)
              .orElseThrow(
                  () ->
                      new InvalidArtifactException(
                          folder.resolve(Artifact.CHUNK_META.fileName()), "", "is missing")));
    }
  }

  private void readShards(Shards shards) {
    var meta = shards.meta().map(Meta::read);
    shards.parts(meta.map(m -> m.parts).orElse(null)).forEach(this::readLines);
    Integer total = meta.map(m -> m.totalChunks).orElse(null);
    if (total != null && total != count) {
      throw new InvalidArtifactException(
          shards.metaFile(), "totalChunks", "is " + total + ", the parts hold " + count);
    }
  }

  private static final class Meta {
    private List<String> parts;
    private Integer totalChunks;

    static Meta read(Path file) {
      return JsonCursor.read(
          file,
          cursor -> {
            var meta = new Meta();
            cursor.flattened(
                "chunk_meta.meta",
                name -> {
                  switch (name) {
                    case "parts" -> meta.parts = cursor.optionalStrings(name);
                    case "totalChunks" -> meta.totalChunks = cursor.optionalInteger(name);
                    default -> cursor.skip();
                  }
                });
            cursor.end();
            return meta;
          });
    }
  }

  private void readLines(Path file) {
    JsonCursor.read(
        file,
        cursor -> {
          while (cursor.hasValue()) {
            if (!cursor.atObject()) {
              throw cursor.invalidLine("a line must hold one object");
            }
            readChunk(cursor);
            cursor.next();
          }
          return null;
        });
  }

  private void readArray(Path file) {
    JsonCursor.read(
        file,
        cursor -> {
          cursor.array("chunk_meta", i -> readChunk(cursor));
          cursor.end();
          return null;
        });
  }

  private void readChunk(JsonCursor cursor) {
    cursor.at("chunk", count);
    var draft = new ChunkDraft(cursor);
    cursor.object("chunk", draft::member);
    if (draft.id() == null || draft.id() != count) {
      throw cursor.invalid(
          "has id " + draft.id() + ", expected " + count + ": ids count up from 0");
    }
    sink.accept(draft.toRecord(count, mode, sourceOf(draft, cursor)));
    count++;
  }

  private FileMeta sourceOf(ChunkDraft draft, JsonCursor cursor) {
    if (draft.fileId() == null) {
      if (!draft.namesFile()) {
        throw cursor.invalid("has neither file nor fileId");
      }
      return FileMeta.NONE;
    }
    FileMeta source = files.get(draft.fileId());
    if (source == null) {
      throw cursor.invalid("has fileId " + draft.fileId() + ", which file_meta does not hold");
    }
    return source;
  }

  /** All entries of file_meta, in their order; none if there is no such artifact. */
  static List<FileMeta> files(Path folder) {
    Optional<Path> file = StoredFile.find(folder.resolve(Artifact.FILE_META.fileName()));
    var entries = new ArrayList<FileMeta>();
    file.ifPresent(
        path ->
            JsonCursor.read(
                path,
                cursor -> {
                  cursor.array(
                      "file_meta",
                      i -> {
                        cursor.at("entry", i);
                        entries.add(FileMeta.read(cursor));
                      });
                  cursor.end();
                  return null;
                }));
    return entries;
  }
}
