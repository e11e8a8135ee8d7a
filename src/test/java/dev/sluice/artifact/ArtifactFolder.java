package dev.sluice.artifact;

import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small artifact folder written by hand, and what reading it gives. */
record ArtifactFolder(Path path) {
  static final String CHUNK_0 = "{\"id\":0,\"file\":\"a.java\",\"start\":0,\"end\":5}";
  static final String CHUNK_1 = "{\"id\":1,\"file\":\"a.java\",\"start\":5,\"end\":9}";

  ArtifactFolder with(String name, String text) {
    try {
      Path file = path.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ArtifactFolder withTwoChunks() {
    return with("chunk_meta.json", "[" + CHUNK_0 + "," + CHUNK_1 + "]");
  }

  ArtifactReader reader() {
    return new ArtifactReader(path, Mode.CODE);
  }

  List<ChunkRecord> chunks() {
    var chunks = new ArrayList<ChunkRecord>();
    reader().chunks(chunks::add);
    return chunks;
  }

  /** The files of the chunks, each with the start, one after the other. */
  String places() {
    var places = new StringBuilder();
    chunks()
        .forEach(
            record ->
                places
                    .append(record.chunk().file())
                    .append(':')
                    .append(record.chunk().start())
                    .append(' '));
    return places.toString().strip();
  }

  /** The token postings for two chunks as text, with the totals. */
  String tokens() {
    var text = new StringBuilder();
    var totals =
        reader()
            .tokens(
                2,
                (id, term, docIds, frequencies) -> {
                  text.append(id).append(term);
                  for (int i = 0; i < docIds.length; i++) {
                    text.append(' ').append(docIds[i]).append('x').append(frequencies[i]);
                  }
                  text.append("; ");
                });
    return text + totals.map(t -> t.docLengths()[0] + "+" + t.docLengths()[1]).orElse("none");
  }

  /** Reads everything; for folders that are expected to be refused. */
  static void readAll(ArtifactReader reader) throws InvalidArtifactException {
    int count = reader.chunks(chunk -> {});
    reader.tokens(count, (id, term, docIds, frequencies) -> {});
    reader.phrases(count, (id, term, docIds, frequencies) -> {});
    reader.chargrams(count, (id, term, docIds, frequencies) -> {});
    reader.signatures(count, (docId, signature) -> {});
    reader.vectors(count, (docId, vector) -> {});
  }
}
