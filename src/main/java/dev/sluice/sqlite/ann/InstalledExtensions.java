package dev.sluice.sqlite.ann;

import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.DurableFiles;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.StagedPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code extensions.json} in a folder of extensions: which libraries were installed there, from
 * where, and with which hash. A library that has changed since is not loaded.
 */
public final class InstalledExtensions {
  static final String FILE = "extensions.json";

  /** {@code <folder>/<provider>/<platform>/<library>}. */
  private static final int DEPTH = 3;

  private static final JsonMapper JSON = new JsonMapper();

  private InstalledExtensions() {}

  /** What the file holds. */
  record Document(List<Installed> extensions) {}

  /**
   * One library.
   *
   * @param file relative to the folder, with {@code /}
   * @param platform as {@link dev.sluice.core.Platform#id}
   * @param source the URL or file it came from
   * @param installedAt as ISO-8601 gives it
   */
  record Installed(
      String file,
      String provider,
      String platform,
      String sha256,
      long bytes,
      String source,
      String installedAt) {}

  /** What is recorded of a library, in the folder it was installed to; empty if nothing is. */
  static Optional<Installed> find(Path library) throws IOException {
    Path absolute = library.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    for (int i = 0; i < DEPTH && folder != null; i++) {
      if (Files.isRegularFile(folder.resolve(FILE))) {
        String relative = folder.relativize(absolute).toString().replace('\\', '/');
        return read(folder).stream().filter(one -> one.file().equals(relative)).findFirst();
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }

  /** How a library differs from what is recorded of it, to follow its name. */
  public static Optional<String> mismatch(Path library) {
    try {
      Optional<Installed> recorded = find(library);
      if (recorded.isEmpty()) {
        return Optional.empty();
      }
      String found = Sha256.of(library);
      return found.equals(recorded.get().sha256())
          ? Optional.empty()
          : Optional.of("has the sha256 " + found + ", installed was " + recorded.get().sha256());
    } catch (IOException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    }
  }

  /** What is known of a library's origin, in a sentence. */
  public static String description(Path library) {
    try {
      Optional<Installed> recorded = find(library);
      return "sha256 "
          + Sha256.of(library)
          + (recorded.isPresent()
              ? ", as installed from " + recorded.get().source()
              : ", not installed by Sluice");
    } catch (IOException e) {
      return "cannot be read: " + e.getMessage();
    }
  }

  private static List<Installed> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return JSON.readValue(Files.readAllBytes(file), Document.class).extensions();
    } catch (JacksonException e) {
      throw new CorruptStoreException(
          ErrorCode.CORRUPT,
          file + ": " + e.getOriginalMessage(),
          "the file was edited or cut short",
          "remove it and install again with: sluice extension install",
          e);
    }
  }

  /** Records a library in the place of what was recorded under its name. */
  static void record(Path folder, Installed installed) throws IOException {
    var all = new ArrayList<>(read(folder));
    all.removeIf(one -> one.file().equals(installed.file()));
    all.add(installed);
    try (var staged = StagedPath.beside(folder.resolve(FILE))) {
      Files.write(
          staged.path(),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(new Document(all)));
      DurableFiles.sync(staged.path());
      DurableFiles.replace(staged.path(), folder.resolve(FILE), true);
    }
  }
}
