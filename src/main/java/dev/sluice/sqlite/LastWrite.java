package dev.sluice.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * What a Sluice that wrote a database knew of it when it was done. It holds for as long as the file
 * is the one of the {@link FileStamp}, which any change by whatever program ends.
 *
 * @param stamp as {@link FileStamp#of} gave it then
 * @param derivable kinds of terms whose postings are just those that the chunks' rows tell of
 * @param counts rows of each table
 */
public record LastWrite(String stamp, Set<TermKind> derivable, Map<String, Long> counts) {
  /** For a file of which nothing is known. */
  public static final LastWrite UNKNOWN = new LastWrite("", Set.of(), Map.of());

  /** This, or {@link #UNKNOWN} if the file has another stamp now. */
  public LastWrite ifStillOf(Path file) {
    try {
      return !stamp.isEmpty() && stamp.equals(FileStamp.of(file)) ? this : UNKNOWN;
    } catch (IOException e) {
      throw StoreFailure.unreadable(file, e);
    }
  }
}
