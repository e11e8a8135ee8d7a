package dev.sluice.schema;

import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.SchemaMismatchException;
import dev.sluice.core.SluiceException;
import dev.sluice.core.StoreUnavailableException;
import java.util.List;

/**
 * What the gate decided, and why.
 *
 * @param found what the store is
 * @param expected what it would have to be
 * @param findings every difference, the decisive ones first; for {@link Verdict#OK} what is worth
 *     knowing, such as a missing index that a reader can do without
 * @param likelyCause one sentence; empty for {@link Verdict#OK}
 */
public record Judgement(
    Verdict verdict, String found, String expected, List<String> findings, String likelyCause) {
  private static final int SAMPLE = 5;

  public Judgement {
    findings = List.copyOf(findings);
  }

  public boolean ok() {
    return verdict == Verdict.OK;
  }

  /**
   * What to do or type next: a refused store is never repaired.
   *
   * @param rebuild the command that builds the store again
   */
  public String remedy(String rebuild) {
    return switch (verdict) {
      case OK -> "";
      case MISSING, EMPTY -> "build it with: " + rebuild;
      case NOT_A_DATABASE -> "check the path; to build an index: " + rebuild;
      case PENDING -> "wait for the build that is running, or rebuild with: " + rebuild;
      case TOO_NEW -> "upgrade Sluice, or rebuild with: " + rebuild;
      case TOO_OLD, CORRUPT, FORBIDDEN_OBJECT, DIFFERENT_SHAPE -> "rebuild with: " + rebuild;
    };
  }

  /**
   * The refusal as the exception that says what a caller can do about it.
   *
   * @param store the store for people, usually its path
   * @param rebuild the command that builds the store again
   */
  public SluiceException refusal(String store, String rebuild) {
    // Of another version every difference follows from it; the findings are there for who asks.
    boolean anotherVersion = verdict == Verdict.TOO_OLD || verdict == Verdict.TOO_NEW;
    String detail = store + " " + found + ", " + expected + (anotherVersion ? "" : sample());
    String remedy = remedy(rebuild);
    return switch (verdict) {
      case OK -> throw new IllegalStateException("nothing to refuse: " + store);
      case MISSING, EMPTY, PENDING ->
          new StoreUnavailableException(verdict.code(), detail, likelyCause, remedy);
      case NOT_A_DATABASE, CORRUPT ->
          new CorruptStoreException(verdict.code(), detail, likelyCause, remedy, null);
      case TOO_OLD, TOO_NEW, DIFFERENT_SHAPE, FORBIDDEN_OBJECT ->
          new SchemaMismatchException(verdict.code(), detail, likelyCause, remedy);
    };
  }

  private String sample() {
    if (findings.isEmpty()) {
      return "";
    }
    String sample = String.join("; ", findings.subList(0, Math.min(SAMPLE, findings.size())));
    int more = findings.size() - SAMPLE;
    return " (" + sample + (more > 0 ? "; and " + more + " more" : "") + ")";
  }
}
