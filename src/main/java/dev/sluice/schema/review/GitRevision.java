package dev.sluice.schema.review;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.TreeMap;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/**
 * Reads a schema folder as it was at a revision, without touching the working tree. JGit itself
 * notes the clock of the file system in the user's configuration the first time.
 */
final class GitRevision {
  private GitRevision() {}

  /**
   * The folder at the revision of the repository that contains the working directory.
   *
   * @param folder inside the repository's working tree; need not exist there any more
   * @param revision as {@code git rev-parse} understands it
   * @throws SluiceException of {@link ErrorCode#USAGE} outside a repository, for an unknown
   *     revision, and where the revision has no such folder
   */
  static SchemaFolder read(Path workingDirectory, Path folder, String revision) {
    try (Repository repository = repository(workingDirectory)) {
      String path = pathInside(repository, workingDirectory.resolve(folder));
      var files = new TreeMap<String, byte[]>();
      try (var commits = new RevWalk(repository);
          var tree = new TreeWalk(repository)) {
        tree.addTree(commits.parseTree(resolve(repository, revision)));
        tree.setRecursive(true);
        if (!path.isEmpty()) {
          tree.setFilter(PathFilter.create(path));
        }
        while (tree.next()) {
          String inside = path.isEmpty() ? tree.getPathString() : after(path, tree.getPathString());
          files.put(inside, repository.open(tree.getObjectId(0)).getBytes());
        }
      }
      if (files.isEmpty()) {
        throw refused("git:" + revision + " has no folder " + path, "name it with --schema");
      }
      return new SchemaFolder("git:" + revision, path, files);
    } catch (IOException e) {
      throw new SluiceException(
          ErrorCode.USAGE,
          "git:" + revision + " cannot be read: " + e.getMessage(),
          "the repository is incomplete or damaged, or the revision is not a commit",
          "check it with: git show " + revision,
          e);
    }
  }

  private static Repository repository(Path workingDirectory) throws IOException {
    var builder = new FileRepositoryBuilder().findGitDir(workingDirectory.toFile());
    if (builder.getGitDir() == null) {
      throw refused(workingDirectory + " is in no git repository", "run this inside one");
    }
    return builder.build();
  }

  private static ObjectId resolve(Repository repository, String revision) throws IOException {
    try {
      ObjectId id = repository.resolve(revision + "^{commit}");
      if (id != null) {
        return id;
      }
    } catch (RevisionSyntaxException e) {
      throw refused("git:" + revision + " is not a revision: " + e.getMessage(), "name a commit");
    }
    throw refused("git knows no revision " + revision, "list some with: git log --oneline");
  }

  private static String pathInside(Repository repository, Path folder) throws IOException {
    Path top = repository.getWorkTree().toPath().toRealPath();
    Path real = realPath(folder.toAbsolutePath().normalize());
    if (!real.startsWith(top)) {
      throw refused(folder + " is outside the repository " + top, "name a folder inside it");
    }
    return top.relativize(real).toString().replace('\\', '/');
  }

  /** The path without links as far as it exists: the folder may be gone since the revision. */
  private static Path realPath(Path path) throws IOException {
    if (path.toFile().exists() || path.getParent() == null) {
      return path.toRealPath();
    }
    return realPath(path.getParent()).resolve(path.getFileName());
  }

  private static String after(String folder, String path) {
    return path.substring(folder.length() + 1);
  }

  private static SluiceException refused(String detail, String remedy) {
    return new SluiceException(ErrorCode.USAGE, detail, "", remedy);
  }
}
