package dev.sluice.retrieval.backend;

import dev.sluice.core.Embedder;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.retrieval.Searcher;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The store that answers for one mode: chosen and opened when first asked for, and again when the
 * files are others. While one thread opens, the others go on with the store before, if there is
 * one.
 */
final class ModeSlot {
  /** A folder is replaced by two renames; between them there is none. */
  private static final int LOOKS_FOR_A_FOLDER = 20;

  /** How often opening is begun again because the files were replaced meanwhile. */
  private static final int ATTEMPTS = 5;

  private static final long NANOS_BETWEEN_LOOKS = 1_000_000;

  private final IndexLayout layout;
  private final Mode mode;
  private final IndexOptions options;
  private final Embedder embedder;
  private final Consumer<OpenStore> opened;
  private final ReentrantLock opening = new ReentrantLock();
  private volatile OpenStore current;
  private boolean closed;

  /**
   * @param opened told of the first store, and of each that was chosen otherwise than the one
   *     before
   */
  ModeSlot(
      IndexLayout layout,
      Mode mode,
      IndexOptions options,
      Embedder embedder,
      Consumer<OpenStore> opened) {
    this.layout = layout;
    this.mode = mode;
    this.options = options;
    this.embedder = embedder;
    this.opened = opened;
  }

  /**
   * The store that answers now, in use: the caller releases it.
   *
   * @throws SluiceException if none can answer
   */
  OpenStore acquire() {
    while (true) {
      OpenStore store = current;
      if (store != null && isCurrent(store) && store.retain()) {
        return store;
      }
      if (store == null) {
        opening.lock();
      } else if (!opening.tryLock()) {
        if (store.retain()) {
          return store;
        }
        continue;
      }
      try {
        renew();
      } finally {
        opening.unlock();
      }
    }
  }

  /** Whether the files are those that a store was chosen and opened from. */
  static boolean isCurrent(OpenStore store) {
    return store.witness().holds();
  }

  private void renew() {
    if (closed) {
      throw new IllegalStateException("the index at " + layout.root() + " is closed");
    }
    OpenStore before = current;
    if (before != null && isCurrent(before)) {
      return;
    }
    try {
      current = open(before);
    } catch (RuntimeException e) {
      current = null; // What is there now may not be read; what was there must not stand for it.
      throw e;
    } finally {
      if (before != null) {
        before.release();
      }
    }
    if (before == null || !before.selection().equals(current.selection())) {
      opened.accept(current);
    }
  }

  /** Whether the folder of a store is not only between two renames but does not come back. */
  private boolean staysGone(OpenStore last) {
    for (int i = 0; i < LOOKS_FOR_A_FOLDER && isGone(last); i++) {
      LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
    }
    return isGone(last);
  }

  private boolean isGone(OpenStore last) {
    return switch (last.selection().selected()) {
      case LMDB -> !FileState.of(layout.lmdb(mode)).exists();
      case MEMORY -> !FileState.of(layout.artifacts(mode)).exists();
      default -> false;
    };
  }

  /**
   * Opened again where the files were replaced meanwhile, so that nothing is half of each.
   *
   * @param last the store that was open; null if none was
   */
  private OpenStore open(OpenStore last) {
    for (int attempt = 1; ; attempt++) {
      boolean gone = last == null || staysGone(last);
      Witness before = Witness.of(layout, mode);
      OpenStore store = null;
      SluiceException failure = null;
      try {
        store = open(before);
      } catch (SluiceException e) {
        failure = e;
      }
      boolean vanished = !gone && isGone(last);
      boolean settled = (before.holds() && !vanished) || attempt == ATTEMPTS;
      if (settled && failure != null) {
        throw failure;
      }
      if (settled) {
        return store;
      }
      if (store != null) {
        store.release();
      }
    }
  }

  private OpenStore open(Witness witness) {
    var stores = new Stores(layout, mode);
    SelectionFacts facts =
        stores.facts(options.backend(), options.preferred(), options.thresholds());
    Selection selection = SelectionPolicy.choose(facts);
    if (selection.selected() == null) {
      throw selection.refusal();
    }
    IndexReader reader = stores.open(selection.selected(), options.reading());
    var searcher = new Searcher(reader, embedder, options.vectorTable().mode());
    return new OpenStore(selection, witness.of(selection), reader, searcher);
  }

  /** Lets go of the store; it closes when the last call that uses it ends. */
  void close() {
    opening.lock();
    try {
      closed = true;
      OpenStore last = current;
      current = null;
      if (last != null) {
        last.release();
      }
    } finally {
      opening.unlock();
    }
  }
}
