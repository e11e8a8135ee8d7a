package dev.sluice.retrieval.backend;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import dev.sluice.schema.Judgement;

/**
 * Whether a backend may be used.
 *
 * @param reason a word that says why not, then what was found, for example {@code too-new: has
 *     user_version 9}; {@code ready} if it may
 * @param refusal what to throw at who asked for it by name; null if it may be used
 */
record Availability(boolean available, String reason, SluiceException refusal) {
  static final Availability READY = new Availability(true, "ready", null);

  static Availability of(Judgement judgement, String store, String rebuild) {
    if (judgement.ok()) {
      return READY;
    }
    String verdict = judgement.verdict().id();
    SluiceException refusal = judgement.refusal(store, rebuild);
    boolean saysItAll = refusal.code() == ErrorCode.MISSING || refusal.code() == ErrorCode.EMPTY;
    return new Availability(false, verdict + (saysItAll ? "" : ": " + judgement.found()), refusal);
  }

  static Availability of(SluiceException refusal) {
    boolean missing = refusal.code() == ErrorCode.MISSING;
    String word = refusal.code().title();
    return new Availability(false, missing ? word : word + ": " + refusal.getMessage(), refusal);
  }

  /** For a backend whose library is not there. */
  static Availability missingDependency(Backend backend, String library, Throwable cause) {
    return new Availability(
        false,
        "missing dependency: " + library,
        new SluiceException(
            ErrorCode.FAILED,
            "the " + backend + " backend needs " + library + ", which is not on the class path",
            cause == null ? "" : String.valueOf(cause),
            "add " + library + ", or choose another backend",
            cause));
  }

  boolean missing() {
    return refusal != null && refusal.code() == ErrorCode.MISSING;
  }
}
