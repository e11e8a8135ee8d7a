package dev.sluice.producer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import org.eclipse.jgit.ignore.IgnoreNode;

/**
 * The ignore rules in force in one folder: its own {@code .gitignore}, then those of the folders
 * above it up to the root of the work tree, then {@code .git/info/exclude}; the nearest decides, as
 * gitignore(5) says. What git tracks although it is ignored counts as ignored: the index of the
 * repository is not read, and neither are rules that belong to a user.
 */
final class IgnoreRules {
  /** Git passes over it at the start of a file of rules. */
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final IgnoreRules outer;

  /** The path of the folder under which the rules were written, with a final {@code /}. */
  private final String prefix;

  private final IgnoreNode rules;

  private IgnoreRules(IgnoreRules outer, String prefix, IgnoreNode rules) {
    this.outer = outer;
    this.prefix = prefix;
    this.rules = rules;
  }

  /**
   * The rules above and in the folder. Paths passed to {@link #ignores} are relative to the work
   * tree's root then, so {@link #pathOf} gives the folder's own.
   */
  static IgnoreRules at(Path folder) throws IOException {
    Path root = workTreeRoot(folder);
    IgnoreRules rules = new IgnoreRules(null, "", new IgnoreNode()).inside(root, "");
    String path = "";
    for (Path name : root.relativize(folder)) {
      if (!name.toString().isEmpty()) {
        path += name + "/";
        rules = rules.inside(root.resolve(path), path);
      }
    }
    return rules;
  }

  /** The path of the folder under the root of its work tree, empty or with a final {@code /}. */
  static String pathOf(Path folder) {
    var path = new StringBuilder();
    for (Path name : workTreeRoot(folder).relativize(folder)) {
      if (!name.toString().isEmpty()) {
        path.append(name).append('/');
      }
    }
    return path.toString();
  }

  /** The nearest folder with a {@code .git}, or the folder itself outside of any repository. */
  private static Path workTreeRoot(Path folder) {
    for (Path candidate = folder; candidate != null; candidate = candidate.getParent()) {
      if (Files.exists(candidate.resolve(".git"))) {
        return candidate;
      }
    }
    return folder;
  }

  private static IgnoreNode excludes(Path root) throws IOException {
    Path git = root.resolve(".git");
    if (Files.isRegularFile(git)) {
      git = commonDirectory(git);
    }
    return read(git.resolve("info").resolve("exclude"));
  }

  /** Where a linked work tree's {@code .git} file leads: the repository it shares. */
  private static Path commonDirectory(Path gitFile) throws IOException {
    String link = Files.readString(gitFile).strip();
    if (!link.startsWith("gitdir:")) {
      return gitFile.resolveSibling(".git");
    }
    Path own = gitFile.resolveSibling(link.substring("gitdir:".length()).strip());
    Path common = own.resolve("commondir");
    return Files.isRegularFile(common) ? own.resolve(Files.readString(common).strip()) : own;
  }

  /**
   * The rules in a folder below, whose {@code .gitignore} is read if there is one. A folder that is
   * a repository has its own rules alone, as git has it.
   */
  IgnoreRules inside(Path folder, String path) throws IOException {
    boolean repository = Files.exists(folder.resolve(".git"));
    IgnoreRules around = repository ? new IgnoreRules(null, path, excludes(folder)) : this;
    IgnoreNode own = read(folder.resolve(".gitignore"));
    return own.getRules().isEmpty() ? around : new IgnoreRules(around, path, own);
  }

  /** Like git, does not follow a {@code .gitignore} that is a link. */
  private static IgnoreNode read(Path file) throws IOException {
    var node = new IgnoreNode();
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] rules = Files.readAllBytes(file);
      int mark = Arrays.mismatch(rules, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length ? 3 : 0;
      node.parse(file.toString(), new ByteArrayInputStream(rules, mark, rules.length - mark));
    }
    return node;
  }

  boolean ignores(String path, boolean folder) {
    for (IgnoreRules level = this; level != null; level = level.outer) {
      Boolean ignored = level.rules.checkIgnored(path.substring(level.prefix.length()), folder);
      if (ignored != null) {
        return ignored;
      }
    }
    return false;
  }
}
