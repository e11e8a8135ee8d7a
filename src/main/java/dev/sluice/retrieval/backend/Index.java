package dev.sluice.retrieval.backend;

import dev.sluice.artifact.ArtifactIndexReader;
import dev.sluice.core.Embedder;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.core.Observers;
import dev.sluice.retrieval.SearchOptions;
import dev.sluice.retrieval.SearchResult;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An index root, ready to be asked. For each mode the backend is chosen and opened when it is first
 * asked for; {@link #selection} says which and why, and it is logged once.
 *
 * <p><b>Threads.</b> Open one for a root and share it: every method may be called by any number of
 * threads.
 *
 * <p><b>Replaced files.</b> Each call looks at the places of the stores (a few system calls). Where
 * they are not what they were, the choice is made again and the new store opened, while calls under
 * way finish on the one they began with. A store that may not be read any more is refused from then
 * on; what was open does not stand in for it.
 *
 * <p><b>Ownership.</b> The index closes what it opened: a replaced store when the last call that
 * uses it ends, everything at {@link #close}. A reader from {@link #reader} is a view that costs
 * nothing to make and needs no closing; the reader that {@link #read} hands to its function is for
 * use until that returns.
 *
 * <p><b>Memory.</b> SQLite: up to four connections with the page cache of SQLite (2 MB each at
 * most), posting lists within {@link IndexOptions#postingCacheBytes} and 16 bytes a chunk, and once
 * they are asked for the vectors ({@code dims + 12} bytes a chunk with those that scoring adds, if
 * all are within {@link IndexOptions#vectorCacheBytes}, else 1 MiB at a time) and the signatures
 * (516 bytes a chunk). LMDB: the same arrays; everything else stays in the map, which is the
 * operating system's. Memory: everything, as {@link ArtifactIndexReader} says. While a store is
 * replaced both are there.
 */
public final class Index implements AutoCloseable {
  /** How often a search is begun again because the database was replaced under it. */
  private static final int ATTEMPTS = 3;

  private final Map<Mode, ModeSlot> slots = new EnumMap<>(Mode.class);
  private final Logger log;

  Index(Path root, IndexOptions options, Logger log) {
    this.log = log;
    var layout = new IndexLayout(root.toAbsolutePath());
    Embedder embedder = options.embedder().get();
    for (Mode mode : Mode.values()) {
      slots.put(
          mode, new ModeSlot(layout, mode, options, embedder, store -> logSelection(mode, store)));
    }
  }

  /** An index root with {@link IndexOptions#DEFAULT}. Nothing is opened before it is asked for. */
  public static Index open(Path root) {
    return open(root, IndexOptions.DEFAULT);
  }

  /** An index root. Nothing is opened before it is asked for. */
  public static Index open(Path root, IndexOptions options) {
    return new Index(root, options, LoggerFactory.getLogger(Index.class));
  }

  /**
   * The best chunks for a query, all of one state of the index (unless a database is replaced
   * during each of three attempts).
   *
   * @see dev.sluice.retrieval.Searcher#search(String, SearchOptions)
   * @throws dev.sluice.core.SluiceException if no backend can answer, with the code of what is
   *     wrong with the first that is there; or as the searcher does
   */
  public SearchResult search(Mode mode, String query, SearchOptions options) {
    return search(mode, query, options, docId -> true);
  }

  /**
   * The best of the allowed chunks for a query.
   *
   * @param allowed must not ask the index anything, which may be in the middle of a read then
   * @see dev.sluice.retrieval.Searcher#search(String, SearchOptions, IntPredicate)
   */
  public SearchResult search(Mode mode, String query, SearchOptions options, IntPredicate allowed) {
    ModeSlot slot = slots.get(mode);
    for (int attempt = 1; ; attempt++) {
      OpenStore store = slot.acquire();
      try {
        SearchResult result = store.searcher().search(query, options, allowed);
        // A database's reader follows the file from one question to the next.
        if (attempt == ATTEMPTS || !store.selection().followsFile() || ModeSlot.isCurrent(store)) {
          return result;
        }
      } finally {
        store.release();
      }
    }
  }

  /**
   * A reader of a mode, for as long as the index is open: each question is answered by the store
   * that is there when it is asked. Questions that belong together are better asked by {@link
   * #read}.
   */
  public IndexReader reader(Mode mode) {
    return new FollowingReader(this, mode);
  }

  /**
   * Asks several questions of one store, which stays open until the function returns.
   *
   * @param questions must not close the reader nor keep it
   * @throws dev.sluice.core.SluiceException if no backend can answer
   */
  public <T> T read(Mode mode, Function<IndexReader, T> questions) {
    OpenStore store = slots.get(mode).acquire();
    try {
      return questions.apply(store.reader());
    } finally {
      store.release();
    }
  }

  /**
   * Which backend answers for a mode now, and why; opens it if need be.
   *
   * @throws dev.sluice.core.SluiceException if none can
   */
  public Selection selection(Mode mode) {
    OpenStore store = slots.get(mode).acquire();
    store.release();
    return store.selection();
  }

  /**
   * Which backend would answer, whether or not one can. Opens nothing but what the gate looks at.
   */
  public static Selection explain(Path root, Mode mode, IndexOptions options) {
    var stores = new Stores(new IndexLayout(root.toAbsolutePath()), mode);
    return SelectionPolicy.choose(
        stores.facts(options.backend(), options.preferred(), options.thresholds()));
  }

  private void logSelection(Mode mode, OpenStore store) {
    Selection selection = store.selection();
    log.info("mode {} is answered by {}: {}", mode, selection.selected(), selection.reason());
    Observers.current().selected(mode, selection.selected().id());
    selection.warning().ifPresent(warning -> log.warn("mode {}: {}", mode, warning));
    for (Selection.Considered refused : selection.refusedBefore()) {
      Observers.current().fellBack(mode, refused.backend().id(), selection.selected().id());
    }
    if (store.reader() instanceof ArtifactIndexReader memory) {
      memory.notes().forEach(note -> log.warn("mode {}: {}", mode, note));
    }
  }

  /** Ends answering. Calls under way finish first or are refused. Closing again does nothing. */
  @Override
  public void close() {
    slots.values().forEach(ModeSlot::close);
  }
}
