package dev.sluice.upkeep;

import dev.sluice.artifact.Artifact;
import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.artifact.IndexState;
import dev.sluice.artifact.PieceManifest;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import dev.sluice.lmdb.LmdbGate;
import dev.sluice.schema.Verdict;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which files of a mode Sluice made: those of the names it gives, where something shows that they
 * are its own. Other programs write the same formats into the same places, and only they can make
 * theirs again.
 */
final class Ownership {
  private static final String TEMPORARY = "\\.(%s)\\.json\\.tmp";
  private static final Pattern ARTIFACT =
      Pattern.compile(names() + "\\.json|" + TEMPORARY.formatted(names()));
  private static final Pattern MANIFEST =
      Pattern.compile("manifest\\.json|" + TEMPORARY.formatted("manifest"));
  private static final Pattern BUNDLE = Pattern.compile("[0-9a-f]{40}\\.json");
  private static final String BESIDE_DATABASE = "(-wal|-shm|-journal|\\.bak(-\\d+)?)?";

  private final IndexLayout layout;
  private final Mode mode;
  private final IndexState state;

  Ownership(IndexLayout layout, Mode mode) {
    this.layout = layout;
    this.mode = mode;
    this.state = IndexState.read(layout.artifacts(mode));
  }

  private static String names() {
    return Arrays.stream(Artifact.values())
        .map(Artifact::id)
        .collect(Collectors.joining("|", "(", ")"));
  }

  private static Predicate<String> named(boolean own, Pattern pattern) {
    return own ? pattern.asMatchPredicate() : name -> false;
  }

  /** Names of own files in the folder of artifacts. */
  Predicate<String> artifacts() {
    return named(ownsArtifacts(), ARTIFACT);
  }

  /** Names of own files in its folder of pieces. */
  Predicate<String> pieces() {
    return named(ownsArtifacts(), MANIFEST);
  }

  private boolean ownsArtifacts() {
    Path folder = layout.artifacts(mode);
    try {
      return PieceManifest.read(folder)
          .map(PieceManifest.Listing::isOfSluice)
          .orElse(wrote("sqlite") || wrote("lmdb"));
    } catch (InvalidArtifactException e) {
      return false;
    }
  }

  /** A section that another program wrote names no backend. */
  private boolean wrote(String store) {
    return state.section(store).get("backend") != null || !state.lastWrite(store).isEmpty();
  }

  /** Names of own files in {@code incremental/<mode>}. */
  Predicate<String> incremental() {
    return named(IncrementalManifest.isOfSluice(layout.incremental(mode)), MANIFEST);
  }

  /** Names of own bundles. */
  Predicate<String> bundles() {
    return named(IncrementalManifest.isOfSluice(layout.incremental(mode)), BUNDLE);
  }

  /** Names of own files in the folder of databases, in which those of other modes lie too. */
  Predicate<String> databases() {
    String name = layout.sqlite(mode).getFileName().toString();
    return named(wrote("sqlite"), Pattern.compile(Pattern.quote(name) + BESIDE_DATABASE));
  }

  /** Names of own files in the folder of an LMDB store, whose content is of Sluice alone. */
  Predicate<String> lmdb() {
    boolean own =
        wrote("lmdb")
            || LmdbGate.check(layout.lmdb(mode), null).verdict() != Verdict.NOT_A_DATABASE;
    return named(own, Pattern.compile("data\\.mdb(\\.bak(-\\d+)?)?|lock\\.mdb"));
  }
}
