package dev.sluice.retrieval;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;

/**
 * Random small indexes and queries over few words, so that terms collide and scores tie; with gaps
 * between doc ids, orphans, chunks without tokens, and vectors of 4 bytes.
 */
final class RandomIndexes implements ArbitrarySupplier<InMemoryIndex> {
  static final int DIMS = 4;

  private static Arbitrary<String> words() {
    return Arbitraries.of("parse", "close", "read", "only", "header", "schema", "gate");
  }

  /** Queries over the same words. */
  static final class Queries implements ArbitrarySupplier<List<String>> {
    @Override
    public Arbitrary<List<String>> get() {
      return words().list().ofMinSize(1).ofMaxSize(6);
    }
  }

  @Override
  public Arbitrary<InMemoryIndex> get() {
    return docs().list().ofMaxSize(40).map(RandomIndexes::numbered);
  }

  private static Arbitrary<InMemoryIndex.Doc> docs() {
    Arbitrary<byte[]> vectors =
        Arbitraries.bytes().array(byte[].class).ofSize(DIMS).injectNull(0.2);
    return Combinators.combine(
            Arbitraries.of(1, 1, 1, 2, 5000),
            words().list().ofMaxSize(8),
            Arbitraries.of(1.0, 1.0, 0.5, 2.0),
            Arbitraries.of(false, false, false, true),
            vectors)
        .as(
            (gap, tokens, weight, orphan, vector) ->
                new InMemoryIndex.Doc(gap, "", tokens, weight, orphan, vector));
  }

  /** Turns the gaps that the documents carry as ids into ascending ids. */
  private static InMemoryIndex numbered(List<InMemoryIndex.Doc> docs) {
    var numbered = new ArrayList<InMemoryIndex.Doc>();
    int docId = -1;
    for (InMemoryIndex.Doc doc : docs) {
      docId += doc.docId();
      numbered.add(
          new InMemoryIndex.Doc(
              docId, doc.name(), doc.tokens(), doc.weight(), doc.orphan(), doc.vector()));
    }
    return InMemoryIndex.of(numbered);
  }
}
