package dev.sluice.sqlite;

import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.WellFormed;
import dev.sluice.sqlite.ann.VectorRows;
import dev.sluice.sqlite.dao.FullTextDao.FullTextRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Adds chunks to every table of an index that is there. Where something is left of a chunk that had
 * the same id, what differs is written and nothing else.
 */
final class ChunkAdditions {
  private final IndexInserts inserts;
  private final TermIds termIds;
  private final DocRemoval removal;
  private final Optional<VectorRows> vectors;
  private final DenseMeta denseMeta;
  private final TermBalance balance = new TermBalance();

  /** Kinds of which a row told of other postings than its chunk had. */
  private final Set<TermKind> contradicted = EnumSet.noneOf(TermKind.class);

  private int leftOut;

  /**
   * @param vectors of the vector table, if it is kept in step
   * @param denseMeta how vectors are made, or null if there are none
   */
  ChunkAdditions(
      IndexInserts inserts,
      TermIds termIds,
      DocRemoval removal,
      Optional<VectorRows> vectors,
      DenseMeta denseMeta) {
    this.inserts = inserts;
    this.termIds = termIds;
    this.removal = removal;
    this.vectors = vectors;
    this.denseMeta = denseMeta;
  }

  /**
   * Adds the chunks of one file.
   *
   * @param former what is left of chunks with these ids
   */
  void add(List<NewChunk> chunks, FormerChunks former) throws SQLException {
    for (TermKind kind : TermKind.values()) {
      addTerms(kind, chunks, former);
    }
    for (NewChunk chunk : chunks) {
      add(chunk, former.fullText(chunk.chunk().docId()));
    }
  }

  private void addTerms(TermKind kind, List<NewChunk> chunks, FormerChunks former)
      throws SQLException {
    leftOut += illFormed(kind, chunks);
    var changes = new ArrayList<PostingChange>();
    for (NewChunk chunk : chunks) {
      int docId = chunk.chunk().docId();
      Map<String, Integer> after = TermSource.frequencies(kind, chunk.terms(kind));
      changes.add(new PostingChange(docId, former.terms(kind, docId), after));
    }
    Map<String, Integer> gone = termIds.find(kind, terms(changes, PostingChange::gone));
    for (var change = changes.listIterator(); change.hasNext(); ) {
      PostingChange next = change.next();
      if (!removal.removePostings(kind, next.docId(), next.gone(), gone)) {
        contradicted.add(kind);
        change.set(next.fromNothing());
      }
    }
    Map<String, Integer> come = termIds.findOrAdd(kind, terms(changes, PostingChange::come));
    for (PostingChange change : changes) {
      add(kind, change, come);
    }
  }

  private static int illFormed(TermKind kind, List<NewChunk> chunks) {
    return (int)
        chunks.stream()
            .flatMap(chunk -> chunk.terms(kind).stream())
            .filter(WellFormed::isNot)
            .distinct()
            .count();
  }

  private static Set<String> terms(
      List<PostingChange> changes, Function<PostingChange, Collection<String>> terms) {
    return changes.stream()
        .flatMap(change -> terms.apply(change).stream())
        .collect(Collectors.toSet());
  }

  private void add(TermKind kind, PostingChange change, Map<String, Integer> ids)
      throws SQLException {
    int[] docId = {change.docId()};
    for (String term : change.come()) {
      inserts.postings(kind, ids.get(term), docId, new int[] {change.after().get(term)});
    }
    for (var term : change.after().entrySet()) {
      balance.postings(kind, term.getKey(), docId, new int[] {term.getValue()});
    }
  }

  private void add(NewChunk added, FullTextRow former) throws SQLException {
    Chunk chunk = added.chunk();
    int docId = chunk.docId();
    String words = added.tokens() == null ? null : String.join(" ", added.tokens());
    var row = FullTextRow.of(chunk, added.signature(), added.doc(), words);
    inserts.chunk(chunk);
    if (!row.equals(former)) {
      if (former != null) {
        removal.removeFullText(docId);
      }
      inserts.fullText(row);
    }
    TermSource source = TermSource.of(row);
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
    return balance.isEven(kind) && !contradicted.contains(kind);
  }
}
