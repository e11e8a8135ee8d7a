package dev.sluice.upkeep;

import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.artifact.PieceManifest;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.RootLock;
import dev.sluice.upkeep.CleanPlan.Left;
import dev.sluice.upkeep.CleanPlan.Removed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Sorts what lies under an index root into what goes and what stays. Follows no link. */
final class CleanWalk {
  /** A process id and a line feed. */
  private static final int MAX_LOCK_BYTES = 21;

  private final IndexLayout layout;
  private final List<Removed> removed = new ArrayList<>();
  private final List<Left> left = new ArrayList<>();

  /** Folders that Sluice makes, with the names of its own files in each. */
  private final Map<Path, Predicate<String>> folders = new HashMap<>();

  /** Trees that go whole. */
  private final Set<Path> leftovers = new HashSet<>();

  CleanWalk(IndexLayout layout) throws IOException {
    this.layout = layout;
    Path lock = RootLock.fileIn(layout.root());
    own(layout.root(), name -> name.equals(lock.getFileName().toString()) && isLock(lock));
    for (Mode mode : Mode.values()) {
      addFolders(mode);
      for (Finding.Part part : Finding.Part.values()) {
        leftovers.addAll(OwnPaths.leftovers(layout, mode, part));
      }
    }
  }

  private void addFolders(Mode mode) {
    var ownership = new Ownership(layout, mode);
    Path incremental = layout.incremental(mode);
    own(layout.artifacts(mode), ownership.artifacts());
    own(PieceManifest.in(layout.artifacts(mode)).getParent(), ownership.pieces());
    own(layout.sqlite(mode).getParent(), ownership.databases());
    own(layout.lmdb(mode).getParent(), name -> false);
    own(layout.lmdb(mode), ownership.lmdb());
    own(incremental.getParent(), name -> false);
    own(incremental, ownership.incremental());
    own(IncrementalManifest.bundlesIn(incremental), ownership.bundles());
  }

  /** Other programs name files like that, too. */
  private static boolean isLock(Path file) {
    return file.toFile().length() <= MAX_LOCK_BYTES;
  }

  private void own(Path folder, Predicate<String> names) {
    folders.merge(folder, names, Predicate::or);
  }

  CleanPlan run() throws IOException {
    walk(layout.root());
    return new CleanPlan(layout.root(), List.copyOf(removed), List.copyOf(left));
  }

  /** Whether nothing of the folder stays. */
  private boolean walk(Path folder) throws IOException {
    boolean empty = true;
    List<Path> children;
    try (Stream<Path> stream = Files.list(folder)) {
      children = stream.sorted().toList();
    }
    for (Path child : children) {
      empty &= take(folder, child);
    }
    return empty;
  }

  private boolean take(Path folder, Path child) throws IOException {
    var attributes =
        Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    String name = child.getFileName().toString();
    if (leftovers.contains(child)) {
      return takeTree(child, attributes);
    }
    if (attributes.isDirectory() && folders.containsKey(child)) {
      return takeFolder(child);
    }
    if (attributes.isRegularFile() && folders.get(folder).test(name)) {
      removed.add(new Removed(child, false, attributes.size()));
      return true;
    }
    left.add(new Left(child, reason(folder, attributes)));
    return false;
  }

  private boolean takeFolder(Path folder) throws IOException {
    int removedBefore = removed.size();
    int leftBefore = left.size();
    if (walk(folder)) {
      removed.add(new Removed(folder, true, 0));
      return true;
    }
    if (removed.size() == removedBefore) {
      left.subList(leftBefore, left.size()).clear();
      left.add(new Left(folder, "nothing shows that Sluice made what is in it"));
    }
    return false;
  }

  private String reason(Path folder, BasicFileAttributes attributes) {
    if (attributes.isSymbolicLink()) {
      return "a link: Sluice makes none";
    }
    return folder.equals(layout.root())
        ? "not a path that Sluice makes"
        : "nothing shows that Sluice made it";
  }

  private boolean takeTree(Path path, BasicFileAttributes attributes) throws IOException {
    if (attributes.isDirectory()) {
      try (Stream<Path> stream = Files.list(path)) {
        for (Path child : stream.sorted().toList()) {
          takeTree(
              child,
              Files.readAttributes(child, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        }
      }
    }
    boolean file = attributes.isRegularFile();
    removed.add(new Removed(path, attributes.isDirectory(), file ? attributes.size() : 0));
    return true;
  }

  /** Paths of Sluice that are links, for whoever refuses them. */
  static List<Path> links(IndexLayout layout) throws IOException {
    Set<Path> own = new CleanWalk(layout).folders.keySet();
    var links = new ArrayList<Path>();
    for (Path folder : own.stream().sorted().toList()) {
      if (Files.isSymbolicLink(folder)) {
        links.add(folder);
      } else if (!folder.equals(layout.root())
          && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        try (Stream<Path> children = Files.list(folder)) {
          children.filter(Files::isSymbolicLink).sorted().forEach(links::add);
        }
      }
    }
    return links;
  }
}
