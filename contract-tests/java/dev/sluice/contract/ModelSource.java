package dev.sluice.contract;

import dev.sluice.core.Chunk;
import dev.sluice.core.DenseVectors;
import dev.sluice.core.IndexSink;
import dev.sluice.core.MinHash;
import dev.sluice.core.MinHashSignatures;
import dev.sluice.core.Postings;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Adds the content of a model to a store that is being written. */
public final class ModelSource {
  private ModelSource() {}

  public static void add(IndexModel model, IndexSink sink) {
    var words = words(model);
    for (Chunk chunk : model.chunks().values()) {
      int docId = chunk.docId();
      sink.chunk(chunk, "void m()", null, words.get(docId));
      sink.docLength(docId, model.lengths().get(docId));
    }
    addTerms(model, sink);
    addSignatures(model.minHashSignatures(), sink);
    model.denseVectors().ifPresent(vectors -> addVectors(vectors, sink));
    model.files().forEach(sink::file);
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

  private static void addTerms(IndexModel model, IndexSink sink) {
    int id = 0;
    for (var token : model.tokens().entrySet()) {
      Postings postings = token.getValue();
      sink.token(id++, token.getKey(), postings);
    }
    id = 0;
    for (var phrase : model.phrases().entrySet()) {
      sink.phrase(id++, phrase.getKey(), phrase.getValue());
    }
    id = 0;
    for (var gram : model.chargrams().entrySet()) {
      sink.chargram(id++, gram.getKey(), gram.getValue());
    }
  }

  private static void addSignatures(MinHashSignatures signatures, IndexSink sink) {
    for (int i = 0; i < signatures.count(); i++) {
      int from = i * MinHash.POSITIONS;
      sink.minHash(
          signatures.docIds()[i],
          Arrays.copyOfRange(signatures.data(), from, from + MinHash.POSITIONS));
    }
  }

  private static void addVectors(DenseVectors vectors, IndexSink sink) {
    int dims = vectors.meta().dims();
    sink.denseMeta(vectors.meta());
    for (int i = 0; i < vectors.count(); i++) {
      sink.denseVector(
          vectors.docIds()[i], Arrays.copyOfRange(vectors.data(), i * dims, (i + 1) * dims));
    }
  }
}
