package dev.sluice.upkeep;

import dev.sluice.artifact.IndexState;
import dev.sluice.artifact.IndexState.StoreState;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.lmdb.LmdbGate;
import dev.sluice.lmdb.LmdbIndexReader;
import dev.sluice.lmdb.LmdbValidator;
import dev.sluice.sqlite.CompactionStatistics;
import dev.sluice.sqlite.StoreSurvey;
import dev.sluice.sqlite.ann.VectorTable;
import dev.sluice.upkeep.Finding.Part;
import dev.sluice.upkeep.ModeReport.Build;
import dev.sluice.upkeep.ModeReport.Database;
import dev.sluice.upkeep.ModeReport.Item;
import dev.sluice.upkeep.ModeReport.Lmdb;
import dev.sluice.upkeep.ModeReport.Rates;
import dev.sluice.upkeep.ModeReport.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Gathers what there is of one mode. */
final class ModeSurvey {
  private final IndexLayout layout;
  private final Mode mode;
  private final VectorTable vectorTable;
  private final IndexState state;

  ModeSurvey(IndexLayout layout, Mode mode, VectorTable vectorTable) {
    this.layout = layout;
    this.mode = mode;
    this.vectorTable = vectorTable;
    this.state = IndexState.read(layout.artifacts(mode));
  }

  ModeReport report() {
    List<Item> artifacts = artifacts();
    Path folder = layout.incremental(mode);
    Item bundles = Presence.hasBundles(layout, mode) ? item(folder) : null;
    Database database = database(layout.sqlite(mode));
    Lmdb lmdb = lmdb(layout.lmdb(mode));
    long bytes =
        artifacts.stream().mapToLong(Item::bytes).sum()
            + (bundles == null ? 0 : bundles.bytes())
            + (database == null ? 0 : database.bytes())
            + (lmdb == null ? 0 : lmdb.bytes());
    return new ModeReport(
        mode.id(), bytes, artifacts, bundles, database, lmdb, states(), builds(database, lmdb));
  }

  private List<Item> artifacts() {
    Path folder = layout.artifacts(mode);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .map(ModeSurvey::item)
          .sorted(Comparator.comparing(Item::bytes).reversed().thenComparing(Item::name))
          .toList();
    } catch (IOException e) {
      throw new StoreUnavailableException(
          ErrorCode.UNREADABLE,
          folder + " cannot be listed: " + e,
          "this user may not look into it",
          "check the permissions of the folder",
          e);
    }
  }

  private static Item item(Path path) {
    var size = TreeSize.of(path);
    return new Item(path.getFileName().toString(), size.files(), size.bytes());
  }

  private Database database(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    long bytes = file.toFile().length();
    var survey = new StoreSurvey(file);
    try {
      CompactionStatistics now = CompactionStatistics.of(file);
      Map<String, Long> rows = survey.counts(mode);
      return new Database(
          file.toString(),
          bytes,
          null,
          survey.version(),
          rows,
          rows.getOrDefault("chunks", 0L),
          survey.tokens(mode),
          survey.objects(),
          survey.holds(vectorTable),
          now,
          now.compacted());
    } catch (SluiceException e) {
      return new Database(
          file.toString(), bytes, e.getMessage(), 0, Map.of(), 0, 0, List.of(), false, null, null);
    }
  }

  private Lmdb lmdb(Path folder) {
    Path file = folder.resolve(LmdbGate.DATA_FILE);
    if (!Files.exists(file)) {
      return null;
    }
    long bytes = file.toFile().length();
    try (var reader = LmdbIndexReader.open(folder, mode)) {
      var stats = reader.tokenStats();
      return new Lmdb(
          file.toString(),
          bytes,
          null,
          LmdbGate.SCHEMA_VERSION,
          LmdbValidator.counts(folder, mode),
          stats.documentCount(),
          Math.round(stats.averageLength() * stats.documentCount()));
    } catch (SluiceException e) {
      return new Lmdb(file.toString(), bytes, e.getMessage(), 0, Map.of(), 0, 0);
    }
  }

  private List<State> states() {
    var states = new ArrayList<State>();
    for (String store : List.of(Part.SQLITE.id(), Part.LMDB.id(), "embeddings")) {
      Optional<StoreState> said = state.store(store);
      Object failure = state.section(store).get("failure");
      said.ifPresent(
          s ->
              states.add(
                  new State(
                      store,
                      s.enabled(),
                      s.ready(),
                      s.pending(),
                      s.schemaVersion(),
                      state.updatedAt(store).map(Object::toString).orElse(null),
                      failure == null ? null : failure.toString())));
    }
    return states;
  }

  private List<Build> builds(Database database, Lmdb lmdb) {
    var builds = new ArrayList<Build>();
    build(Part.SQLITE.id(), database == null ? 0 : database.tokens()).ifPresent(builds::add);
    build(Part.LMDB.id(), lmdb == null ? 0 : lmdb.tokens()).ifPresent(builds::add);
    return builds;
  }

  private Optional<Build> build(String store, long tokens) {
    Map<String, Object> said = state.section(store);
    if (!(said.get("ms") instanceof Number ms) || said.get("buildMode") == null) {
      return Optional.empty();
    }
    String kind = said.get("buildMode").toString();
    long files =
        said.get("counts") instanceof Map<?, ?> counts ? number(counts, "file_manifest") : 0;
    long chunks = number(said, "chunks");
    long bytes = number(said, "bytes");
    boolean ofAll = kind.equals("full") && ms.longValue() > 0;
    double seconds = ms.longValue() / 1000.0;
    return Optional.of(
        new Build(
            store,
            kind,
            Objects.toString(said.get("source"), null),
            Objects.toString(said.get("reason"), null),
            ms.longValue(),
            files,
            chunks,
            tokens,
            bytes,
            ofAll
                ? new Rates(files / seconds, chunks / seconds, tokens / seconds, bytes / seconds)
                : null));
  }

  private static long number(Map<?, ?> members, String name) {
    return members.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
