package dev.sluice.retrieval.backend;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import dev.sluice.retrieval.Ranking;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What answers the questions to an index. */
public enum Backend {
  /** Whichever {@link SelectionPolicy} chooses. */
  AUTO(Ranking.FUSED),
  /** The SQLite database. */
  SQLITE(Ranking.FUSED),
  /** The SQLite database, asked through its full-text index. */
  SQLITE_FTS(Ranking.FULL_TEXT),
  /** The LMDB store. */
  LMDB(Ranking.FUSED),
  /** The artifacts, loaded into memory. */
  MEMORY(Ranking.FUSED);

  private final Ranking ranking;

  Backend(Ranking ranking) {
    this.ranking = ranking;
  }

  /** The name used on the command line and in output, for example {@code sqlite-fts}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How it ranks where no ranking is asked for. */
  public Ranking ranking() {
    return ranking;
  }

  /**
   * The backend with the given {@link #id}.
   *
   * @throws SluiceException with code USAGE, naming the backends there are
   */
  public static Backend of(String id) {
    for (Backend backend : values()) {
      if (backend.id().equals(id)) {
        return backend;
      }
    }
    String choices = Arrays.stream(values()).map(Backend::id).collect(Collectors.joining(", "));
    throw new SluiceException(
        ErrorCode.USAGE, "unknown backend '" + id + "'", "", "choose one of " + choices);
  }

  @Override
  public String toString() {
    return id();
  }
}
