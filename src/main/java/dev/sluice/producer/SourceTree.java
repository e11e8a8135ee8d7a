package dev.sluice.producer;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Walks a source folder once: what is to be read, in order, and what is skipped. */
final class SourceTree {
  private static final Set<String> NEVER = Set.of(".git", ".sluice");

  private final Set<Path> excluded;
  private final long maxFileBytes;
  private final SkipCounts skipped;
  private final List<SourceFile> files = new ArrayList<>();
  private final Deque<Folder> pending = new ArrayDeque<>();

  /**
   * @param path relative to the source folder, with a final {@code /}
   * @param outer the rules of the folder above
   */
  private record Folder(Path folder, String path, IgnoreRules outer) {}

  private SourceTree(ProducerOptions options, SkipCounts skipped) {
    this.excluded = options.excluded().stream().map(SourceTree::real).collect(Collectors.toSet());
    this.maxFileBytes = options.maxFileBytes();
    this.skipped = skipped;
  }

  /**
   * The files of the tree in ascending order of their names.
   *
   * @throws IOException if the folder itself cannot be read; what is below it is counted instead
   */
  static List<SourceFile> walk(Path source, ProducerOptions options, SkipCounts skipped)
      throws IOException {
    var tree = new SourceTree(options, skipped);
    Path folder = source.toRealPath();
    IgnoreRules rules = IgnoreRules.at(folder);
    String above = IgnoreRules.pathOf(folder);
    tree.list(new Folder(folder, "", rules), rules, above);
    while (!tree.pending.isEmpty()) {
      tree.enter(tree.pending.pop(), above);
    }
    tree.files.sort(Comparator.comparing(SourceFile::name));
    return tree.files;
  }

  /** The path without links, as far as it exists. */
  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException notThere) {
      // Nothing that is not there can be met on the walk.
      return path.toAbsolutePath().normalize();
    }
  }

  private void enter(Folder folder, String above) {
    try {
      list(folder, folder.outer().inside(folder.folder(), above + folder.path()), above);
    } catch (IOException e) {
      skipped.add(SkipReason.UNREADABLE, folder.path());
    }
  }

  private void list(Folder folder, IgnoreRules rules, String above) throws IOException {
    var entries = new ArrayList<Path>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder.folder())) {
      stream.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    entries.sort(Comparator.comparing(entry -> entry.getFileName().toString()));
    for (Path entry : entries) {
      String name = entry.getFileName().toString();
      if (!NEVER.contains(name) && !excluded.contains(entry)) {
        visit(entry, folder.path() + name, rules, above);
      }
    }
  }

  private static boolean isUsable(Path fileName) {
    String name = fileName.toString();
    try {
      return name.indexOf('\\') < 0 && fileName.getFileSystem().getPath(name).equals(fileName);
    } catch (InvalidPathException notText) {
      return false;
    }
  }

  private void visit(Path entry, String name, IgnoreRules rules, String above) {
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      skipped.add(SkipReason.UNREADABLE, name);
      return;
    }
    if (rules.ignores(above + name, attributes.isDirectory())) {
      skipped.add(SkipReason.IGNORED, name);
    } else if (!isUsable(entry.getFileName())) {
      skipped.add(SkipReason.UNUSABLE_NAME, name);
    } else if (attributes.isSymbolicLink()) {
      skipped.add(SkipReason.SYMBOLIC_LINK, name);
    } else if (attributes.isDirectory()) {
      pending.push(new Folder(entry, name + "/", rules));
    } else if (!attributes.isRegularFile()) {
      skipped.add(SkipReason.SPECIAL_FILE, name);
    } else if (attributes.size() > maxFileBytes) {
      skipped.add(SkipReason.TOO_LARGE, name);
    } else {
      double mtimeMs = attributes.lastModifiedTime().to(TimeUnit.MICROSECONDS) / 1000.0;
      files.add(new SourceFile(entry, name, mtimeMs));
    }
  }
}
