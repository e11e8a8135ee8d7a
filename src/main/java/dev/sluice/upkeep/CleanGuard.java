package dev.sluice.upkeep;

import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import dev.sluice.core.RootLock;
import dev.sluice.core.SluiceException;
import dev.sluice.core.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Refuses folders in which nothing is to be removed, whatever they hold. */
final class CleanGuard {
  /** So many source files tell whether the sources lie here. */
  private static final int SAMPLE = 200;

  private CleanGuard() {}

  /**
   * The layout of a root, by the path that has no links in it.
   *
   * @param home the user's folder
   */
  static IndexLayout require(Path root, Path home) throws IOException {
    Path absolute = root.toAbsolutePath().normalize();
    if (Files.isSymbolicLink(absolute)) {
      throw refused(root, "is a link", "name the folder itself: " + target(absolute));
    }
    if (!Files.isDirectory(absolute, LinkOption.NOFOLLOW_LINKS)) {
      throw nothing(root, "there is no such folder");
    }
    Path real = absolute.toRealPath();
    if (real.getParent() == null) {
      throw refused(root, "is the root of a file system", OWN_FOLDER);
    }
    if (isAround(real, home)) {
      throw refused(root, "is a home folder, or holds one", OWN_FOLDER);
    }
    var layout = new IndexLayout(real);
    if (holdsSources(layout)) {
      throw refused(root, "is a folder of sources", OWN_FOLDER);
    }
    for (Path link : CleanWalk.links(layout)) {
      if (leaves(real, link)) {
        throw refused(root, "has a link that leaves it: " + link, "remove the link, if it may go");
      }
    }
    return layout;
  }

  private static final String OWN_FOLDER =
      "an index belongs into a folder of its own; remove by hand what is to go";

  private static boolean isAround(Path folder, Path home) throws IOException {
    try {
      return home.toRealPath().startsWith(folder);
    } catch (NoSuchFileException e) {
      return home.startsWith(folder);
    }
  }

  private static boolean holdsSources(IndexLayout layout) {
    if (Files.exists(layout.root().resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    for (Mode mode : Mode.values()) {
      List<IncrementalManifest.Entry> sample = sample(layout.incremental(mode));
      long here =
          sample.stream()
              .filter(entry -> isHere(layout.root(), entry.file()))
              .limit(SAMPLE)
              .count();
      if (here * 2 > sample.size()) {
        return true;
      }
    }
    return false;
  }

  private static List<IncrementalManifest.Entry> sample(Path folder) {
    try {
      return IncrementalManifest.present(folder)
          ? IncrementalManifest.resolve(folder).entries().stream().limit(SAMPLE).toList()
          : List.of();
    } catch (InvalidArtifactException e) {
      return List.of(); // What cannot be read is not removed either.
    }
  }

  private static boolean isHere(Path root, String file) {
    return Files.isRegularFile(Path.of(root + "/" + file.replace('\0', '_')));
  }

  private static boolean leaves(Path root, Path link) throws IOException {
    try {
      return !link.toRealPath().startsWith(root);
    } catch (NoSuchFileException e) {
      Path target = link.resolveSibling(Files.readSymbolicLink(link)).normalize();
      return !target.startsWith(root);
    }
  }

  private static Path target(Path link) throws IOException {
    return link.resolveSibling(Files.readSymbolicLink(link)).normalize();
  }

  /** A folder without a file that Sluice made is none of its roots; many programs have locks. */
  static void requireOwn(CleanPlan plan) {
    Path lock = RootLock.fileIn(plan.root());
    boolean own =
        plan.removed().stream().anyMatch(one -> !one.folder() && !one.path().equals(lock));
    if (!own) {
      throw nothing(plan.root(), "another program made what is there, or it was cleaned before");
    }
  }

  private static SluiceException nothing(Path root, String cause) {
    return new StoreUnavailableException(
        ErrorCode.MISSING,
        root + " holds nothing that Sluice made",
        cause,
        "name another root with --root");
  }

  private static SluiceException refused(Path root, String why, String remedy) {
    return new SluiceException(
        ErrorCode.USAGE, root + " is not cleaned: it " + why, "another folder was meant", remedy);
  }
}
