package dev.sluice.build;

import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.artifact.IncrementalManifest.Entry;
import dev.sluice.core.BuildFailedException;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.FileEntry;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.sqlite.AtRest;
import dev.sluice.sqlite.Finding;
import dev.sluice.sqlite.LastWrite;
import dev.sluice.sqlite.NewChunk;
import dev.sluice.sqlite.SqliteIndexUpdater;
import dev.sluice.sqlite.StoreContents;
import dev.sluice.sqlite.TermKind;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.sqlite.ann.VectorTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a database up to the bundles: what differs by the manifest is removed and added again, and
 * nothing else is touched. When and how is in docs/incremental-updates.md.
 */
final class SqliteUpdate {
  private final BuildRequest request;
  private final VectorTable vectorTable;
  private final Mode mode;
  private final List<String> warnings;
  private final BuildProgress progress;
  private final LastWrite last;
  private final long started = System.nanoTime();
  private FileCounts files = FileCounts.of(0);
  private Set<TermKind> derivable;
  private long chunksAdded;

  SqliteUpdate(
      BuildRequest request,
      VectorTable vectorTable,
      List<String> warnings,
      BuildProgress progress) {
    this.request = request;
    this.vectorTable = vectorTable;
    this.mode = request.mode();
    this.warnings = warnings;
    this.progress = progress;
    this.last = LastWrites.of(request.layout(), mode);
    this.derivable = last.derivable();
  }

  /** Kinds of terms whose postings the rows of the chunks tell of, when it has run. */
  Set<TermKind> derivable() {
    return derivable;
  }

  /**
   * Updates the database, or finds that there is nothing to do.
   *
   * @throws UpdateRefusedException if it has to be built anew; the database is as it was then
   */
  BuildResult run(Publisher publisher) throws UpdateRefusedException {
    IncrementalManifest manifest = manifest();
    StoreContents store = BuildPhase.of("compare", request.target(), this::store);
    var changes = FileChanges.between(manifest.entries(), store.files());
    files =
        new FileCounts(
            changes.changed().size(),
            changes.deleted().size(),
            changes.hashes().size(),
            changes.total());
    if (changes.none()) {
      return publisher.publish(() -> unchanged(store));
    }
    refuseIf(
        store.files().isEmpty() && store.tablesWithRows().contains("chunks"),
        "file_manifest has no rows, and there are chunks");
    refuseIf(
        changes.ratio() > request.update().changed(),
        "more than " + request.update().changed() + " of the files differ");
    refuseIf(
        store.hasVectorTable() && vectorTable.obstacle().isPresent(),
        "the vector table would be left behind: " + vectorTable.obstacle().orElse(""));
    ChangedBundles bundles = bundles(manifest, changes.changed());
    refuseLoss(store, bundles);
    refuseOtherVectors(manifest, store, bundles);
    return update(changes, bundles, publisher);
  }

  private void refuseIf(boolean wrong, String reason) throws UpdateRefusedException {
    if (wrong) {
      throw new UpdateRefusedException(reason, files);
    }
  }

  private IncrementalManifest manifest() throws UpdateRefusedException {
    try {
      IncrementalManifest manifest = IncrementalManifest.read(request.bundles());
      refuseIf(
          manifest.mode() != null && !manifest.mode().equals(mode.id()),
          "the manifest in " + request.bundles() + " is of mode " + manifest.mode());
      refuseIf(manifest.entries().isEmpty(), "the manifest in " + request.bundles() + " is empty");
      return manifest;
    } catch (InvalidArtifactException | StoreUnavailableException e) {
      throw new UpdateRefusedException(e.getMessage(), files);
    }
  }

  private StoreContents store() throws UpdateRefusedException {
    try {
      return StoreContents.read(request.target(), mode, last, vectorTable);
    } catch (SluiceException e) {
      if (e.code() == ErrorCode.BUSY || e.code() == ErrorCode.FAILED) {
        throw e; // Building anew would not help.
      }
      throw new UpdateRefusedException(e.getMessage(), files);
    }
  }

  private ChangedBundles bundles(IncrementalManifest manifest, List<Entry> changed)
      throws UpdateRefusedException {
    try {
      return new ChangedBundles(request, manifest, changed);
    } catch (InvalidArtifactException e) {
      throw new UpdateRefusedException(e.getMessage(), files);
    }
  }

  /** An index of which some files can be found in one way and the rest in another is neither. */
  private void refuseLoss(StoreContents store, ChangedBundles bundles)
      throws UpdateRefusedException {
    for (Extra extra : Extra.values()) {
      boolean stored = store.tablesWithRows().contains(extra.table());
      String without = bundles.firstWithout(extra);
      refuseIf(
          stored && without != null, extra.word() + " rows would be lost: none for " + without);
      String with = bundles.firstWith(extra);
      // Growth from nothing is over the limits of phrases and chargrams.
      boolean lacking =
          switch (extra) {
            case PHRASES, CHARGRAMS -> false;
            case MINHASH -> store.tablesWithRows().contains("token_postings");
            case DENSE -> true;
          };
      refuseIf(
          !stored && lacking && with != null,
          "the database has no " + extra.word() + " rows, and there are some for " + with);
    }
  }

  private void refuseOtherVectors(
      IncrementalManifest manifest, StoreContents store, ChangedBundles bundles)
      throws UpdateRefusedException {
    if (bundles.dims() == 0) {
      return;
    }
    DenseMeta said = BundleRows.denseMeta(manifest, bundles.dims());
    DenseMeta stored = store.denseMeta();
    boolean same =
        stored != null
            && stored.dims() == said.dims()
            && (manifest.dense() == null
                || (Objects.equals(stored.model(), said.model()) && stored.step() == said.step()));
    refuseIf(!same, "the vectors were made another way: " + said + ", in the database " + stored);
  }

  private BuildResult update(FileChanges changes, ChangedBundles bundles, Publisher publisher)
      throws UpdateRefusedException {
    try (var updater = SqliteIndexUpdater.open(request.target(), mode, last, vectorTable)) {
      Map<String, int[]> docIds =
          BuildPhase.of(
              "remove",
              request.target(),
              () -> updater.replace(changes.deleted(), bundles.chunks()));
      var added = new ArrayList<FileEntry>();
      BuildPhase.run(
          "add",
          request.target(),
          () ->
              bundles.forEach(
                  bundle -> added.add(add(bundle, docIds.get(bundle.file()), updater))));
      for (TermKind kind : TermKind.values()) {
        refuseGrowth(kind, updater);
      }
      updater.files(added);
      updater.hashes(changes.hashes());
      progress.begins("validation");
      Map<String, Long> counts =
          BuildPhase.of("validation", request.target(), () -> finish(updater));
      if (updater.leftOut() > 0) {
        warnings.add(
            updater.leftOut() + " terms were left out: they hold half of a surrogate pair");
      }
      return BuildPhase.of(
          "commit", request.target(), () -> publisher.publish(() -> commit(updater, counts)));
    }
  }

  /** Writes what is left to be written, and looks at all; returns the rows of each table. */
  private Map<String, Long> finish(SqliteIndexUpdater updater) {
    Map<String, Long> counts = updater.finish();
    check(updater);
    return counts;
  }

  private FileEntry add(Bundle bundle, int[] docIds, SqliteIndexUpdater updater) {
    var chunks = new ArrayList<NewChunk>(docIds.length);
    for (int i = 0; i < docIds.length; i++) {
      ChunkRecord record = bundle.chunks().get(i);
      chunks.add(
          new NewChunk(
              record.chunk().withDocId(docIds[i]),
              record.signature(),
              record.doc(),
              record.tokens(),
              record.ngrams(),
              record.chargrams(),
              record.minhash(),
              record.embedding()));
    }
    updater.add(chunks);
    chunksAdded += docIds.length;
    progress.advanced("chunks", chunksAdded, -1);
    return new FileEntry(
        bundle.file(), bundle.hash(), bundle.mtimeMs(), bundle.size(), docIds.length);
  }

  private void refuseGrowth(TermKind kind, SqliteIndexUpdater updater)
      throws UpdateRefusedException {
    int present = updater.termsBefore(kind);
    int added = updater.termsAdded(kind);
    refuseIf(
        !request.update().terms().get(kind).allows(present, added),
        "the " + kind.id() + " vocabulary would grow by " + added + " from " + present);
  }

  private void check(SqliteIndexUpdater updater) {
    ValidationLevel level =
        request.validation().forSize(request.target().toFile().length(), request.fullUpTo());
    List<Finding> findings = updater.check(level);
    if (!findings.isEmpty()) {
      throw new BuildFailedException(
          request.target() + " would not be right after the update: " + findings,
          "it was not right before, the disk is failing, or this is a mistake in Sluice",
          "build it anew: sluice build --mode " + mode);
    }
  }

  private BuildResult commit(SqliteIndexUpdater updater, Map<String, Long> counts) {
    AtRest rest = updater.commit();
    derivable = updater.derivable();
    atRest(rest).ifPresent(warnings::add);
    String reason =
        files.changed() + files.deleted() == 0
            ? files.manifestUpdates() + " hashes were found, and no file differs"
            : files.words();
    return result(BuildResult.INCREMENTAL, reason, counts);
  }

  private Optional<String> atRest(AtRest rest) {
    return switch (rest) {
      case SINGLE_FILE -> Optional.empty();
      case EMPTY_LOG ->
          Optional.of(
              request.target()
                  + " stays in WAL mode with an empty log, because a reader has it open; the next"
                  + " update or sluice compact makes it one file again");
      case LOG ->
          Optional.of(
              request.target()
                  + " stays in WAL mode with its changes in the log, because a reader holds on to"
                  + " what was before; the next update or sluice compact makes it one file again");
    };
  }

  private BuildResult unchanged(StoreContents store) {
    atRest(AtRest.settle(request.target())).ifPresent(warnings::add);
    return result(BuildResult.UNCHANGED, "no file differs from the manifest", store.counts());
  }

  private BuildResult result(String source, String reason, Map<String, Long> counts) {
    return new BuildResult(
        mode,
        "sqlite",
        source,
        reason,
        request.target(),
        Math.toIntExact(counts.get("chunks")),
        counts,
        files,
        request.target().toFile().length(),
        null,
        (System.nanoTime() - started) / 1_000_000,
        List.of(),
        List.copyOf(warnings));
  }
}
