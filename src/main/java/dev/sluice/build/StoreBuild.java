package dev.sluice.build;

import dev.sluice.artifact.ArtifactReader;
import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.core.BuildFailedException;
import dev.sluice.core.IndexWriter;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import dev.sluice.core.Observers;
import dev.sluice.core.StagedPath;
import dev.sluice.sqlite.ValidationLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a store of one mode from its artifacts or bundles: rows, then indexes, then validation,
 * then one rename over the old store. If anything fails, or the process is told to end, the old
 * store stays, nothing else is left behind, and index_state tells the failure.
 */
final class StoreBuild {
  /** The logger of whatever makes or changes a store. */
  static final String LOG = "dev.sluice.build";

  private final StoreKind store;
  private final BuildRequest request;
  private final Mode mode;
  private final Clock clock;
  private final Logger log;
  private final List<String> warnings = new ArrayList<>();

  /** Why the store is built although it was to be updated; null if it was not. */
  private UpdateRefusedException refused;

  StoreBuild(StoreKind store, BuildRequest request, Clock clock) {
    this(store, request, clock, LoggerFactory.getLogger(LOG));
  }

  StoreBuild(StoreKind store, BuildRequest request, Clock clock, Logger log) {
    this.log = log;
    this.store = store;
    this.request = request;
    this.mode = request.mode();
    this.clock = clock;
    warnings.addAll(store.warnings());
  }

  /**
   * Builds the store, and tells index_state if it is the one of the index root. Works on this
   * thread and a few more, which have ended when it returns or throws. To be called once.
   *
   * @throws InvalidArtifactException if what it is built from is not as its format says
   * @throws dev.sluice.core.StoreUnavailableException if there is nothing to build from
   * @throws BuildFailedException if the store cannot be written, or validation finds something
   */
  BuildResult run(BuildProgress progress) {
    BuildResult result = runInTurn(progress);
    log.info(
        "mode {}: {} is {}, {} chunks of {} files, {} bytes in {} ms: {}",
        mode,
        result.path(),
        result.isBuilt() ? "built from " + result.source() : result.source(),
        result.chunks(),
        result.files().total(),
        result.bytes(),
        result.ms(),
        result.reason());
    result.warnings().forEach(warning -> log.warn("mode {}: {}", mode, warning));
    if (request.from() == From.BUNDLES && result.source().equals("artifacts")) {
      Observers.current().fellBack(mode, "bundles", "artifacts");
    }
    return result;
  }

  private BuildResult runInTurn(BuildProgress progress) {
    if (!request.inPlace()) {
      return build(progress, Publisher.PLAIN);
    }
    if (!Files.isDirectory(request.layout().root())
        && !IncrementalManifest.present(request.bundles())) {
      return build(progress, Publisher.PLAIN); // Tells that there is nothing, and makes nothing.
    }
    return new Turn(request.layout(), mode, store, request.target(), clock)
        .take(state -> build(progress, state::publish));
  }

  private BuildResult build(BuildProgress progress, Publisher publisher) {
    if (request.update() != null) {
      try {
        return store.update(request, warnings, progress, publisher);
      } catch (UpdateRefusedException e) {
        refused = e;
        warnings.add("built anew instead of updated: " + whyRefused());
        Observers.current().fellBack(mode, BuildResult.INCREMENTAL, "build");
      }
    }
    return buildAnew(progress, publisher);
  }

  private String whyRefused() {
    FileCounts files = refused.files();
    boolean compared = files.changed() + files.deleted() > 0;
    return refused.getMessage() + (compared ? " (" + files.words() + ")" : "");
  }

  private BuildResult buildAnew(BuildProgress progress, Publisher publisher) {
    Choice choice = Choice.of(request, warnings::add);
    try {
      return build(choice, progress, publisher);
    } catch (MixedDimensionsException e) {
      throw e;
    } catch (InvalidArtifactException e) {
      boolean otherSource = ArtifactReader.present(request.layout().artifacts(mode));
      if (choice.from() != From.BUNDLES || !otherSource) {
        throw e;
      }
      return build(Choice.insteadOfBundles(request, e, warnings::add), progress, publisher);
    }
  }

  private BuildResult build(Choice choice, BuildProgress progress, Publisher publisher) {
    long started = System.nanoTime();
    RowSource source = source(choice);
    source.requireMandatory();
    try (var staged = stage()) {
      return build(choice, source, staged.path(), progress, publisher, started);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private BuildResult build(
      Choice choice,
      RowSource source,
      Path staged,
      BuildProgress progress,
      Publisher publisher,
      long started)
      throws IOException {
    try {
      FreeSpace.require(request.target(), FreeSpace.estimate(folder(choice)));
      Map<String, Long> counts = write(source, staged, progress);
      progress.begins("validation");
      long bytes = Files.size(store.file(staged));
      try (var sync = BackgroundTask.sync(store.file(staged))) {
        validate(staged, bytes, counts);
        sync.await();
      }
      return BuildPhase.of(
          "publish",
          request.target(),
          () ->
              publisher.publish(
                  () -> {
                    Path backup = publish(staged);
                    return result(choice, counts, bytes, backup, started);
                  }));
    } finally {
      store.end();
    }
  }

  private StagedPath stage() throws IOException {
    if (request.inPlace()) {
      StagedPath.removeLeftovers(request.target());
    }
    return StagedPath.beside(request.target());
  }

  /** Returns the backup of the store before, if one is wanted and there was one. */
  private Path publish(Path staged) {
    try {
      Path spare = staged.resolveSibling(staged.getFileName() + "-backup");
      Path backup = request.keepBackup() ? store.keepBackup(request.target(), spare) : null;
      store.publish(staged, request.target());
      return backup;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private BuildFailedException failed(IOException cause) {
    return BuildFailedException.unwritable(request.target(), cause, "build again");
  }

  private Path folder(Choice choice) {
    return choice.from() == From.BUNDLES ? request.bundles() : request.layout().artifacts(mode);
  }

  private RowSource source(Choice choice) {
    return choice.from() == From.BUNDLES
        ? new BundleRows(
            request.bundles(), mode, choice.manifest(), request.workers(), warnings::add)
        : new ArtifactRows(folder(choice), mode, choice.manifest(), warnings::add);
  }

  private Map<String, Long> write(RowSource source, Path staged, BuildProgress progress) {
    try (IndexWriter writer = store.create(staged, mode)) {
      BuildPhase.run("rows", request.target(), () -> source.writeTo(writer, progress));
      if (writer.leftOut() > 0) {
        warnings.add(writer.leftOut() + " terms were left out: they hold half of a surrogate pair");
      }
      progress.begins("indexes");
      return BuildPhase.of("indexes", request.target(), writer::finish);
    }
  }

  private void validate(Path staged, long bytes, Map<String, Long> counts) throws IOException {
    ValidationLevel level = request.validation().forSize(bytes, request.fullUpTo());
    List<String> findings =
        BuildPhase.of(
            "validation", request.target(), () -> store.validate(staged, mode, level, counts));
    if (!findings.isEmpty()) {
      throw new BuildFailedException(
          "the new store for " + request.target() + " is not right: " + findings,
          "the disk is failing, or this is a mistake in Sluice",
          "build again; if it fails the same way, report it with these lines");
    }
  }

  private BuildResult result(
      Choice choice, Map<String, Long> counts, long bytes, Path backup, long started) {
    List<String> lost = lost(choice, counts);
    return new BuildResult(
        mode,
        store.backend(),
        choice.from() == From.BUNDLES ? "bundles" : "artifacts",
        refused == null
            ? choice.reason()
            : "not updated: " + whyRefused() + "; built anew: " + choice.reason(),
        request.target(),
        Math.toIntExact(counts.get("chunks")),
        counts,
        files(Math.toIntExact(counts.get("file_manifest"))),
        bytes,
        backup,
        (System.nanoTime() - started) / 1_000_000,
        lost,
        List.copyOf(warnings));
  }

  private FileCounts files(int total) {
    if (refused == null) {
      return FileCounts.of(total);
    }
    return new FileCounts(
        refused.files().changed(),
        refused.files().deleted(),
        refused.files().manifestUpdates(),
        total);
  }

  /** What the artifacts have and this store has not. */
  private List<String> lost(Choice choice, Map<String, Long> counts) {
    if (choice.from() != From.BUNDLES) {
      return List.of();
    }
    Set<Extra> lost =
        Extra.ofArtifacts(request.layout().artifacts(mode), mode).stream()
            .filter(extra -> counts.get(extra.table()) == 0)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!lost.isEmpty()) {
      warnings.add(
          "built without " + Extra.words(lost) + " rows: the artifacts have them, the bundles not");
    }
    return lost.stream().map(Extra::table).toList();
  }
}
