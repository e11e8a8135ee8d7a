package dev.sluice.contract;

import dev.sluice.core.Chunk;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.MinHash;
import dev.sluice.core.MinHashSignatures;
import dev.sluice.core.Postings;
import dev.sluice.sqlite.SqliteIndexWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Writes the content of a model into an SQLite database. */
public final class SqliteModels {
  private SqliteModels() {}

  /**
   * Makes a database that holds the model and nothing else.
   *
   * @param file must not exist
   * @return the file
   */
  public static Path write(IndexModel model, Path file) {
    try (var writer = SqliteIndexWriter.create(file, model.mode())) {
      var words = words(model);
      for (Chunk chunk : model.chunks().values()) {
        int docId = chunk.docId();
        writer.chunk(chunk, "void m()", null, words.get(docId));
        writer.docLength(docId, model.lengths().get(docId));
      }
      writeTerms(model, writer);
      writeSignatures(model.minHashSignatures(), writer);
      model.denseVectors().ifPresent(vectors -> writeVectors(vectors, writer));
      model.files().forEach(writer::file);
      writer.finish();
    }
    return file;
  }

  /** The words of each chunk joined by one space; in no particular order. */
  private static NavigableMap<Integer, String> words(IndexModel model) {
    var words = new TreeMap<Integer, String>();
    model
        .tokens()
        .forEach(
            (token, postings) -> {
              for (int docId : postings.docIds()) {
                words.merge(docId, token, (some, more) -> some + " " + more);
              }
            });
    return words;
  }

  private static void writeTerms(IndexModel model, SqliteIndexWriter writer) {
    int id = 0;
    for (var token : model.tokens().entrySet()) {
      Postings postings = token.getValue();
      writer.token(id++, token.getKey(), postings);
    }
    id = 0;
    for (var phrase : model.phrases().entrySet()) {
      writer.phrase(id++, phrase.getKey(), phrase.getValue());
    }
    id = 0;
    for (var gram : model.chargrams().entrySet()) {
      writer.chargram(id++, gram.getKey(), gram.getValue());
    }
  }

  private static void writeSignatures(MinHashSignatures signatures, SqliteIndexWriter writer) {
    for (int i = 0; i < signatures.count(); i++) {
      int from = i * MinHash.POSITIONS;
      writer.minHash(
          signatures.docIds()[i],
          Arrays.copyOfRange(signatures.data(), from, from + MinHash.POSITIONS));
    }
  }

  private static void writeVectors(DenseVectors vectors, SqliteIndexWriter writer) {
    int dims = vectors.meta().dims();
    writer.denseMeta(vectors.meta());
    for (int i = 0; i < vectors.count(); i++) {
      writer.denseVector(
          vectors.docIds()[i], Arrays.copyOfRange(vectors.data(), i * dims, (i + 1) * dims));
    }
  }
}
