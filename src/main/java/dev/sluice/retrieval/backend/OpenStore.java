package dev.sluice.retrieval.backend;

import dev.sluice.core.IndexReader;
import dev.sluice.retrieval.Searcher;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A store that was opened for one mode. Counts who uses it, and closes when nobody does: the index
 * for as long as it hands the store out, and each call for as long as it lasts.
 */
final class OpenStore {
  private final Selection selection;
  private final Witness witness;
  private final IndexReader reader;
  private final Searcher searcher;
  private final AtomicInteger users = new AtomicInteger(1);

  OpenStore(Selection selection, Witness witness, IndexReader reader, Searcher searcher) {
    this.selection = selection;
    this.witness = witness;
    this.reader = reader;
    this.searcher = searcher;
  }

  Selection selection() {
    return selection;
  }

  Witness witness() {
    return witness;
  }

  IndexReader reader() {
    return reader;
  }

  Searcher searcher() {
    return searcher;
  }

  /** Begins a use; false if the store is closed already. */
  boolean retain() {
    return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
  }

  /** Ends a use. */
  void release() {
    if (users.decrementAndGet() == 0) {
      reader.close();
    }
  }
}
