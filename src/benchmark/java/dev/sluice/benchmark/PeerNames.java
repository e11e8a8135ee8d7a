package dev.sluice.benchmark;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which benchmark methods are peers, by their names: a method whose name has one of the words below
 * does what the method with the rest of the name does, of the same class and with the same
 * parameters. {@code jdbcCandidates}, {@code candidatesOfJdbc} and {@code candidatesByJdbc} are
 * JDBC's way to do {@code candidates} or {@code sluiceCandidates}.
 */
final class PeerNames {
  private static final Map<String, String> PEERS =
      Map.of(
          "jdbc", "hand-written JDBC",
          "lucene", "Lucene",
          "sqlitevec", "sqlite-vec",
          "jdbi", "plain JDBI",
          "scalar", "scalar",
          "naive", "the naive way");

  private static final Pattern PEER =
      Pattern.compile("(?i:sqliteVec|jdbc|lucene|jdbi|scalar|naive)(?![a-z])");

  private static final Pattern FILLER = Pattern.compile("^(sluice|our)|(Of|By|With|In)$");

  private PeerNames() {}

  /** Whose way the method is, or empty where it is ours. */
  static Optional<String> peer(String method) {
    var matcher = PEER.matcher(method);
    return matcher.find()
        ? Optional.of(PEERS.get(matcher.group().toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /** What the method does, whoever does it. */
  static String operation(String method) {
    String rest = PEER.matcher(method).replaceFirst("");
    return FILLER.matcher(rest).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
