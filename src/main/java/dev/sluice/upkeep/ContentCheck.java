package dev.sluice.upkeep;

import dev.sluice.artifact.IndexStatistics;
import dev.sluice.lmdb.LmdbGate;
import dev.sluice.upkeep.Finding.Kind;
import dev.sluice.upkeep.Finding.Part;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether the parts of a mode hold the same chunks. A store has to hold what the artifacts or the
 * bundles hold, whichever it was made from; one that holds neither is of an earlier state. An
 * update changes the database alone, so an LMDB store has to hold what the database does.
 */
final class ContentCheck {
  private final Scope scope;
  private final Optional<ContentSums> artifacts;
  private final Optional<ContentSums> bundles;
  private final StoreContent sqlite;
  private final StoreContent lmdb;

  ContentCheck(
      Scope scope,
      Optional<ContentSums> artifacts,
      Optional<ContentSums> bundles,
      StoreContent sqlite,
      StoreContent lmdb) {
    this.scope = scope;
    this.artifacts = artifacts;
    this.bundles = bundles;
    this.sqlite = sqlite;
    this.lmdb = lmdb;
  }

  void run() {
    Path database = scope.layout().sqlite(scope.mode());
    Path store = scope.layout().lmdb(scope.mode()).resolve(LmdbGate.DATA_FILE);
    String buildLmdb = LmdbGate.rebuildCommand(scope.layout().lmdb(scope.mode()));
    boolean current = isCurrent(Part.SQLITE, database, sqlite, scope.build());
    if (current && sqlite.known() && lmdb.known()) {
      compareWithDatabase(store, buildLmdb);
    } else {
      isCurrent(Part.LMDB, store, lmdb, buildLmdb);
    }
    compareSources();
  }

  /** Whether nothing shows that the store is of an earlier state. */
  private boolean isCurrent(Part part, Path path, StoreContent store, String build) {
    if (!store.known()) {
      return true;
    }
    if (store.sums().isEmpty() || (artifacts.isEmpty() && bundles.isEmpty())) {
      return hasPromisedCount(part, path, store, build);
    }
    List<String> fromArtifacts = differences(store, artifacts);
    List<String> fromBundles = differences(store, bundles);
    boolean current =
        (artifacts.isPresent() && fromArtifacts.isEmpty())
            || (bundles.isPresent() && fromBundles.isEmpty());
    if (!current) {
      boolean named = artifacts.isPresent();
      scope.error(
          Kind.STALE,
          part,
          path,
          "holds other chunks than the "
              + (named ? "artifacts" : "bundles")
              + words(named ? fromArtifacts : fromBundles),
          "rebuild with: " + build);
    }
    return current;
  }

  private static List<String> differences(StoreContent store, Optional<ContentSums> source) {
    return source.map(sums -> store.sums().orElseThrow().differences(sums)).orElse(List.of());
  }

  /** Where there is no time to look at each chunk, their number has to do. */
  private boolean hasPromisedCount(Part part, Path path, StoreContent store, String build) {
    OptionalLong promised =
        artifacts.isPresent()
            ? OptionalLong.of(artifacts.get().chunks())
            : IndexStatistics.chunksOfArtifacts(scope.layout().artifacts(scope.mode()));
    boolean current = promised.isEmpty() || promised.getAsLong() == store.chunks();
    if (!current) {
      String what = "holds " + store.chunks() + " chunks, the artifacts " + promised.getAsLong();
      if (bundles.isPresent() || hasBundles()) {
        scope.warning(
            Kind.STALE,
            part,
            path,
            what + "; it may have been updated from the bundles",
            "look closer with: sluice validate --level full --root " + scope.layout().root());
      } else {
        scope.error(Kind.STALE, part, path, what, "rebuild with: " + build);
      }
    }
    return current;
  }

  private boolean hasBundles() {
    return scope.checked().stream().anyMatch(checked -> checked.part() == Part.BUNDLES);
  }

  private void compareWithDatabase(Path store, String build) {
    if (sqlite.sums().isPresent() && lmdb.sums().isPresent()) {
      List<String> files = lmdb.sums().get().differences(sqlite.sums().get());
      if (!files.isEmpty()) {
        stale(store, "holds other chunks than the database" + words(files), build);
      }
    } else if (sqlite.chunks() != lmdb.chunks()) {
      stale(store, "holds " + lmdb.chunks() + " chunks, the database " + sqlite.chunks(), build);
    }
  }

  private void stale(Path store, String what, String build) {
    scope.error(
        Kind.STALE,
        Part.LMDB,
        store,
        what + " (an update changes the database alone)",
        "rebuild with: " + build);
  }

  private void compareSources() {
    if (artifacts.isEmpty() || bundles.isEmpty()) {
      return;
    }
    List<String> files = artifacts.get().differences(bundles.get());
    if (files.isEmpty()) {
      return;
    }
    boolean updated = sqlite.sums().map(s -> s.differences(bundles.get()).isEmpty()).orElse(false);
    if (updated) {
      scope.warning(
          Kind.STALE,
          Part.ARTIFACTS,
          scope.layout().artifacts(scope.mode()),
          "hold other chunks than the bundles and the database" + words(files),
          "make them again with: " + scope.index());
    } else {
      scope.warning(
          Kind.MISMATCHED,
          Part.BUNDLES,
          scope.layout().incremental(scope.mode()),
          "hold other chunks than the artifacts" + words(files),
          "if the bundles are newer: " + scope.build() + " --incremental");
    }
  }

  private static String words(List<String> files) {
    return " in "
        + files.size()
        + (files.size() == 1 ? " file: " : " files, for example ")
        + files.get(0);
  }
}
