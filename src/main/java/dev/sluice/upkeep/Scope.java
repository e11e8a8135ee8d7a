package dev.sluice.upkeep;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.sqlite.ValidationLevel;
import dev.sluice.upkeep.Finding.Kind;
import dev.sluice.upkeep.Finding.Part;
import dev.sluice.upkeep.Finding.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The mode of a root that is being looked at, and where findings go. */
record Scope(
    IndexLayout layout,
    Mode mode,
    Validation.Options options,
    Findings findings,
    List<ValidationResult.Checked> checked,
    Runnable progress) {
  static Scope of(IndexLayout layout, Mode mode, Validation.Options options, Runnable progress) {
    return new Scope(layout, mode, options, new Findings(), new ArrayList<>(), progress);
  }

  /** Notes that a part is looked at; whether wholly. */
  boolean begin(Part part, Path path, long bytes) {
    ValidationLevel chosen = options.level().forSize(bytes, options.fullUpTo());
    checked.add(new ValidationResult.Checked(mode, part, path, chosen, bytes));
    return chosen == ValidationLevel.FULL;
  }

  void error(Kind kind, Part part, Path where, String what, String remedy) {
    findings.add(new Finding(kind, Severity.ERROR, mode, part, where, what, remedy));
  }

  void warning(Kind kind, Part part, Path where, String what, String remedy) {
    findings.add(new Finding(kind, Severity.WARNING, mode, part, where, what, remedy));
  }

  /** What cannot be looked at is a finding, and the next look may still tell something. */
  void guarded(Part part, Path where, String remedy, Runnable look) {
    try {
      look.run();
    } catch (InvalidArtifactException e) {
      Path file = e.file();
      String place = e.record().isEmpty() ? "" : e.record() + ": ";
      error(kind(file), part, file, place + e.reason(), remedy);
    } catch (SluiceException e) {
      error(kind(e.code()), part, where, e.getMessage(), e.remedy());
    }
  }

  private static Kind kind(Path file) {
    if (!Files.exists(file)) {
      return Kind.MISSING;
    }
    return Files.isReadable(file) ? Kind.CORRUPT : Kind.UNREADABLE;
  }

  private static Kind kind(ErrorCode code) {
    return switch (code) {
      case MISSING -> Kind.MISSING;
      case PENDING, BUSY -> Kind.PENDING;
      case TOO_OLD, TOO_NEW, DIFFERENT_SHAPE, FORBIDDEN_OBJECT -> Kind.INCOMPATIBLE;
      case EMPTY, NOT_A_DATABASE, CORRUPT, INVALID_ARTIFACT -> Kind.CORRUPT;
      default -> Kind.UNREADABLE;
    };
  }

  /** Builds a store from what is there. */
  String build() {
    return new IndexLayout.Place(layout, mode).buildCommand();
  }

  /** Makes artifacts and bundles, and the database. */
  String index() {
    return "sluice index SOURCE_DIR --root " + layout.root() + " --mode " + mode;
  }
}
