package dev.sluice.upkeep;

import dev.sluice.artifact.IndexState;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Judgement;
import dev.sluice.schema.Role;
import dev.sluice.sqlite.FileStamp;
import dev.sluice.sqlite.SqliteGate;
import dev.sluice.sqlite.StoreSurvey;
import dev.sluice.sqlite.StoreValidator;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.upkeep.Finding.Kind;
import dev.sluice.upkeep.Finding.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Looks at the database of a mode. */
final class SqliteCheck {
  private static final Part PART = Part.SQLITE;

  private final Scope scope;
  private final Path file;
  private final String build;

  SqliteCheck(Scope scope) {
    this.scope = scope;
    this.file = scope.layout().sqlite(scope.mode());
    this.build = scope.build();
  }

  /** What the database holds. */
  StoreContent run() {
    boolean exists = Files.exists(file);
    new StateCheck(scope, PART, file, build, DeclaredSchema.version()).run(exists);
    if (!exists) {
      return StoreContent.NONE;
    }
    boolean full = scope.begin(PART, file, file.toFile().length());
    if (!passesGate()) {
      return StoreContent.NONE;
    }
    validate(full ? ValidationLevel.FULL : ValidationLevel.SMOKE);
    var found = new StoreContent[] {StoreContent.NONE};
    scope.guarded(PART, file, "rebuild with: " + build, () -> found[0] = content(full));
    return found[0];
  }

  private boolean passesGate() {
    var passed = new boolean[1];
    scope.guarded(
        PART,
        file,
        "",
        () -> {
          Judgement judgement = SqliteGate.check(file, Role.WRITER);
          passed[0] = judgement.ok();
          if (!judgement.ok()) {
            throw judgement.refusal(file.toString(), build);
          }
        });
    return passed[0];
  }

  private void validate(ValidationLevel level) {
    scope.guarded(
        PART,
        file,
        "",
        () ->
            StoreValidator.validate(file, level, scope.options().vectorTable())
                .forEach(
                    finding -> {
                      scope.progress().run();
                      switch (finding.kind()) {
                        case DAMAGED ->
                            scope.error(
                                Kind.CORRUPT,
                                PART,
                                file,
                                finding.toString(),
                                "look at the disk, then rebuild with: " + build);
                        case CONTRADICTION ->
                            scope.error(
                                Kind.MISMATCHED,
                                PART,
                                file,
                                finding.toString(),
                                "rebuild with: " + build);
                      }
                    }));
  }

  private StoreContent content(boolean full) {
    var survey = new StoreSurvey(file);
    Map<String, Long> byMode = survey.chunksByMode();
    long own = byMode.getOrDefault(scope.mode().id(), 0L);
    if (own == 0 && !byMode.isEmpty()) {
      scope.error(
          Kind.MISMATCHED,
          PART,
          file,
          "holds no chunks of mode " + scope.mode() + ", but of " + byMode.keySet(),
          "it was copied from another place; rebuild with: " + build);
      return StoreContent.NONE;
    }
    compareWithLastWrite(survey);
    if (!full) {
      return new StoreContent(own, Optional.empty());
    }
    var sums = new ContentSums();
    survey.chunks(
        scope.mode(),
        (path, chunkId, startLine, endLine) -> {
          sums.add(path, chunkId, startLine, endLine);
          scope.progress().run();
        });
    return new StoreContent(own, Optional.of(sums));
  }

  /** As long as the file is the one that was written last, it has the rows that were counted. */
  private void compareWithLastWrite(StoreSurvey survey) {
    Map<String, Object> last =
        IndexState.read(scope.layout().artifacts(scope.mode())).lastWrite(PART.id());
    if (!(last.get("counts") instanceof Map<?, ?> counts) || !isUnchanged(last.get("stamp"))) {
      return;
    }
    survey
        .counts(scope.mode())
        .forEach(
            (table, found) -> {
              if (counts.get(table) instanceof Number written && written.longValue() != found) {
                scope.error(
                    Kind.MISMATCHED,
                    PART,
                    file,
                    table + " has " + found + " rows, index_state.json counted " + written,
                    "rebuild with: " + build);
              }
            });
  }

  private boolean isUnchanged(Object stamp) {
    try {
      return stamp instanceof String text && !text.isEmpty() && text.equals(FileStamp.of(file));
    } catch (IOException e) {
      throw new SluiceException(
          ErrorCode.UNREADABLE, file + ": " + e, "", "check its permissions", e);
    }
  }
}
