package dev.sluice.upkeep;

import dev.sluice.core.ChunkSummary;
import dev.sluice.lmdb.LmdbGate;
import dev.sluice.lmdb.LmdbIndexReader;
import dev.sluice.lmdb.LmdbValidator;
import dev.sluice.lmdb.StoreFinding;
import dev.sluice.schema.Judgement;
import dev.sluice.upkeep.Finding.Kind;
import dev.sluice.upkeep.Finding.Part;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Looks at the LMDB store of a mode. */
final class LmdbCheck {
  private static final Part PART = Part.LMDB;
  private static final int BATCH = 1_000;

  private final Scope scope;
  private final Path folder;
  private final Path file;
  private final String build;

  LmdbCheck(Scope scope) {
    this.scope = scope;
    this.folder = scope.layout().lmdb(scope.mode());
    this.file = folder.resolve(LmdbGate.DATA_FILE);
    this.build = LmdbGate.rebuildCommand(folder);
  }

  /** What the store holds. */
  StoreContent run() {
    boolean exists = Files.exists(file);
    new StateCheck(scope, PART, file, build, LmdbGate.SCHEMA_VERSION).run(exists);
    if (!exists) {
      return StoreContent.NONE;
    }
    boolean full = scope.begin(PART, file, file.toFile().length());
    var content = new StoreContent[] {StoreContent.NONE};
    scope.guarded(
        PART,
        file,
        "rebuild with: " + build,
        () -> {
          Judgement judgement = LmdbGate.check(folder, scope.mode());
          if (!judgement.ok()) {
            throw judgement.refusal(folder.toString(), build);
          }
          List<StoreFinding> findings =
              full
                  ? LmdbValidator.full(folder, scope.mode())
                  : LmdbValidator.smoke(folder, scope.mode());
          findings.forEach(this::report);
          content[0] = content(full);
        });
    return content[0];
  }

  private void report(StoreFinding finding) {
    Kind kind =
        switch (finding.kind()) {
          case MISSING_KEY -> Kind.MISSING;
          case DAMAGED -> Kind.CORRUPT;
        };
    scope.error(kind, PART, file, finding.toString(), finding.remedy());
  }

  private StoreContent content(boolean full) {
    try (var reader = LmdbIndexReader.open(folder, scope.mode())) {
      int chunks = reader.tokenStats().documentCount();
      if (!full) {
        return new StoreContent(chunks, Optional.empty());
      }
      var sums = new ContentSums();
      for (int first = 0; first < chunks; first += BATCH) {
        int[] docIds = IntStream.range(first, Math.min(chunks, first + BATCH)).toArray();
        for (ChunkSummary chunk : reader.summaries(docIds)) {
          sums.add(chunk.file(), chunk.chunkId(), chunk.startLine(), chunk.endLine());
          scope.progress().run();
        }
      }
      return new StoreContent(sums.chunks(), Optional.of(sums));
    }
  }
}
