package dev.sluice.sqlite;

import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.WellFormed;
import dev.sluice.sqlite.ann.VectorRows;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Adds chunks to every table of an index that is there. */
final class ChunkAdditions {
  private final IndexInserts inserts;
  private final TermIds termIds;
  private final Optional<VectorRows> vectors;
  private final DenseMeta denseMeta;
  private final TermBalance balance = new TermBalance();
  private int leftOut;

  /**
   * @param vectors of the vector table, if it is kept in step
   * @param denseMeta how vectors are made, or null if there are none
   */
  ChunkAdditions(
      IndexInserts inserts, TermIds termIds, Optional<VectorRows> vectors, DenseMeta denseMeta) {
    this.inserts = inserts;
    this.termIds = termIds;
    this.vectors = vectors;
    this.denseMeta = denseMeta;
  }

  /** Adds the chunks of one file. */
  void add(List<NewChunk> chunks) throws SQLException {
    for (TermKind kind : TermKind.values()) {
      addTerms(kind, chunks);
    }
    for (NewChunk chunk : chunks) {
      add(chunk);
    }
  }

  private void addTerms(TermKind kind, List<NewChunk> chunks) throws SQLException {
    Set<String> distinct =
        chunks.stream().flatMap(chunk -> chunk.terms(kind).stream()).collect(Collectors.toSet());
    int all = distinct.size();
    distinct.removeIf(WellFormed::isNot);
    leftOut += all - distinct.size();
    Map<String, Integer> ids = termIds.findOrAdd(kind, distinct);
    for (NewChunk chunk : chunks) {
      int[] docId = {chunk.chunk().docId()};
      Map<String, Integer> frequencies =
          chunk.terms(kind).stream()
              .filter(ids::containsKey)
              .collect(
                  Collectors.toMap(Function.identity(), t -> 1, Integer::sum, LinkedHashMap::new));
      for (var term : frequencies.entrySet()) {
        int[] frequency = kind == TermKind.TOKEN ? new int[] {term.getValue()} : null;
        inserts.postings(kind, ids.get(term.getKey()), docId, frequency);
        balance.postings(kind, term.getKey(), docId, frequency);
      }
    }
  }

  private void add(NewChunk added) throws SQLException {
    Chunk chunk = added.chunk();
    int docId = chunk.docId();
    String words = added.tokens() == null ? null : String.join(" ", added.tokens());
    inserts.chunk(chunk, added.signature(), added.doc(), words);
    var source = new TermSource(chunk.file(), chunk.name(), added.signature(), added.doc(), words);
    for (TermKind kind : TermKind.values()) {
      balance.chunk(docId, kind, source);
    }
    inserts.docLength(docId, added.terms(TermKind.TOKEN).size());
    if (added.minHash() != null) {
      inserts.minHash(docId, added.minHash());
    }
    if (added.vector() != null) {
      inserts.denseVector(docId, added.vector());
      if (vectors.isPresent()) {
        vectors.get().insert(docId, added.vector(), denseMeta);
      }
    }
  }

  /** How many terms were not added because they are {@link WellFormed#isNot ill-formed}. */
  int leftOut() {
    return leftOut;
  }

  /** Whether the postings of a kind that were added are just those that the chunks' rows tell. */
  boolean isDerivable(TermKind kind) {
    return balance.isEven(kind);
  }
}
