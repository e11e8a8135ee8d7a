package dev.sluice.schema;

import dev.sluice.schema.Observation.AsDeclared;
import dev.sluice.schema.Observation.Corrupt;
import dev.sluice.schema.Observation.Empty;
import dev.sluice.schema.Observation.Interrupted;
import dev.sluice.schema.Observation.Missing;
import dev.sluice.schema.Observation.NotADatabase;
import dev.sluice.schema.Observation.Opened;
import java.util.ArrayList;
import java.util.List;

/** Decides who may pass with which store. Pure: it looks at nothing but its arguments. */
public final class SchemaGate {
  private SchemaGate() {}

  /**
   * The verdict on an observed store. The first decisive cause is the verdict; the findings tell
   * the rest. There is no repair and no migration: what is refused is rebuilt.
   */
  public static Judgement judge(CatalogLock declared, Observation observed, Role role) {
    if (observed instanceof Missing) {
      return refuse(
          Verdict.MISSING, "does not exist", "a store was expected there", "it was never built");
    }
    if (observed instanceof Empty) {
      return refuse(
          Verdict.EMPTY, "is empty", "a store was expected there", "a build was interrupted");
    }
    if (observed instanceof NotADatabase other) {
      return refuse(
          Verdict.NOT_A_DATABASE,
          "is " + other.found(),
          "an SQLite database was expected",
          "the path names something else");
    }
    if (observed instanceof Corrupt corrupt) {
      return refuse(
          Verdict.CORRUPT,
          "cannot be read: " + corrupt.found(),
          "an intact database was expected",
          "the file was cut short or overwritten");
    }
    if (observed instanceof Interrupted interrupted) {
      return pending(interrupted.found());
    }
    if (observed instanceof AsDeclared same) {
      return judge(declared.version(), same.version(), Differences.NONE);
    }
    return judge(declared, (Opened) observed, role);
  }

  /**
   * The verdict on a store that would pass, were it finished.
   *
   * @param found what its state says, for example "is being built"
   */
  public static Judgement pending(String found) {
    return refuse(
        Verdict.PENDING,
        found,
        "a finished store was expected",
        "a build is running or was killed");
  }

  private static Judgement judge(CatalogLock declared, Opened observed, Role role) {
    if (observed.version() == 0 && knowsNothingOf(declared.catalog(), observed.catalog())) {
      return refuse(
          Verdict.NOT_A_DATABASE,
          "is a database of another program",
          "one with the tables of an index was expected",
          "the path names something else");
    }
    return judge(
        declared.version(),
        observed.version(),
        Differences.between(declared.catalog(), observed.catalog(), role));
  }

  private static Judgement judge(int declared, int observed, Differences differences) {
    String found = "has user_version " + observed;
    String expected = "this Sluice reads " + declared;
    if (observed != declared) {
      boolean older = observed < declared;
      return new Judgement(
          older ? Verdict.TOO_OLD : Verdict.TOO_NEW,
          found,
          expected,
          joined(differences.forbidden(), differences.decisive()),
          "the index was built by " + (older ? "an older" : "a newer") + " program");
    }
    if (!differences.forbidden().isEmpty()) {
      return new Judgement(
          Verdict.FORBIDDEN_OBJECT,
          "holds objects that may not be there",
          "only what schema version " + declared + " declares was expected",
          joined(differences.forbidden(), differences.decisive()),
          "another program added to the database, or it is hostile");
    }
    if (!differences.decisive().isEmpty()) {
      return new Judgement(
          Verdict.DIFFERENT_SHAPE,
          found + " and another shape",
          "the catalog of version " + declared + " was expected",
          joined(differences.decisive(), differences.tolerated()),
          "another program changed the database, or wrote a variant of the version");
    }
    return new Judgement(Verdict.OK, found, expected, differences.tolerated(), "");
  }

  private static boolean knowsNothingOf(Catalog declared, Catalog observed) {
    return declared.tables().stream().noneMatch(t -> observed.table(t.name()).isPresent());
  }

  private static Judgement refuse(
      Verdict verdict, String found, String expected, String likelyCause) {
    return new Judgement(verdict, found, expected, List.of(), likelyCause);
  }

  private static List<String> joined(List<String> first, List<String> second) {
    var all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
