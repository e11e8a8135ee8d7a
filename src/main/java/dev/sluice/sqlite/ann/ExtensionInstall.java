package dev.sluice.sqlite.ann;

import dev.sluice.core.BuildFailedException;
import dev.sluice.core.DurableFiles;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.Platform;
import dev.sluice.core.RootLock;
import dev.sluice.core.SluiceException;
import dev.sluice.core.StagedPath;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Puts the library of an extension in its place in a folder of extensions: {@code
 * <folder>/<provider>/<platform>/<file>}, recorded in {@code extensions.json}. Nothing is changed
 * there before all that can be checked was.
 *
 * @param source an https URL, a file or an archive
 * @param sha256 of the source in hexadecimal digits; null if it is not known
 * @param requireSha256 whether that is refused
 * @param allowHttp whether a URL may be http
 * @param platform that the library must be for
 * @param file the library's name, in the archive and in its place
 */
public record ExtensionInstall(
    String source,
    String sha256,
    boolean requireSha256,
    boolean allowHttp,
    Path folder,
    String provider,
    Platform platform,
    String file) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long LOCK_PATIENCE_MILLIS = 2_000;

  /**
   * What was installed.
   *
   * @param sha256 of the library
   * @param warnings what the reader should know
   */
  public record Installed(Path library, String sha256, long bytes, List<String> warnings) {}

  /**
   * Installs it, over what is there.
   *
   * @throws SluiceException for a source that is refused
   * @throws BuildFailedException if it cannot be fetched or written
   */
  public Installed run(Clock clock) {
    return run(clock, InstallLimits.DEFAULT, PATIENCE);
  }

  Installed run(Clock clock, InstallLimits limits, Duration patience) {
    requireSha256WhereAskedFor();
    Path library = folder.resolve(provider).resolve(platform.id()).resolve(file);
    RootLock lock = RootLock.acquire(folder, LOCK_PATIENCE_MILLIS);
    try (StagedPath fetched = StagedPath.beside(library);
        StagedPath unpacked = StagedPath.beside(library)) {
      fetch(fetched.path(), new Download(allowHttp, patience, limits));
      requireHash(fetched.path());
      Path staged = fetched.path();
      if (LibraryArchive.isArchive(sourceName())) {
        LibraryArchive.extract(staged, sourceName(), file, unpacked.path(), limits);
        staged = unpacked.path();
      }
      return publish(staged, library, clock);
    } catch (IOException e) {
      throw new BuildFailedException(
          source + " was not installed: " + e.getMessage(),
          "the source cannot be read or is cut short, or " + folder + " cannot be written to",
          "check both, then install again",
          e);
    } finally {
      lock.close();
    }
  }

  private Installed publish(Path staged, Path library, Clock clock) throws IOException {
    var mismatch = LibraryFile.mismatch(staged, platform);
    if (mismatch.isPresent()) {
      throw refused(file + " " + mismatch.get());
    }
    if (Files.getFileStore(staged).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(staged, PosixFilePermissions.fromString("rw-r--r--"));
    }
    String hash = Sha256.of(staged);
    long bytes = Files.size(staged);
    DurableFiles.sync(staged);
    DurableFiles.replace(staged, library, true);
    InstalledExtensions.record(
        folder,
        new InstalledExtensions.Installed(
            folder.relativize(library).toString().replace('\\', '/'),
            provider,
            platform.id(),
            hash,
            bytes,
            shownSource(),
            clock.instant().toString()));
    return new Installed(library, hash, bytes, warnings());
  }

  private List<String> warnings() {
    var warnings = new ArrayList<String>();
    if (sha256 == null) {
      warnings.add("nothing vouches for " + shownSource() + ": no --sha256 was given");
    }
    return warnings;
  }

  private void requireSha256WhereAskedFor() {
    if (sha256 == null && requireSha256) {
      throw wrongUse("no --sha256 was given, and ann.requireSha256 is set");
    }
    if (sha256 != null && !sha256.matches("[0-9a-fA-F]{64}")) {
      throw wrongUse("--sha256 is not 64 hexadecimal digits");
    }
  }

  private boolean isUrl() {
    return source.matches("(?i)[a-z][a-z0-9+.-]+://.*");
  }

  private URI uri() {
    try {
      return new URI(source);
    } catch (URISyntaxException e) {
      throw refused(source + " is no URL: " + e.getReason());
    }
  }

  /** The last part of its path. */
  private String sourceName() {
    String path = isUrl() ? uri().getPath() : source;
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }

  /** Without what a URL may hold of secrets. */
  private String shownSource() {
    if (!isUrl()) {
      return source;
    }
    URI uri = uri();
    return uri.getScheme()
        + "://"
        + uri.getHost()
        + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
        + uri.getPath();
  }

  /** A copy even of a local file, so that what is checked is what is installed. */
  private void fetch(Path target, Download download) throws IOException {
    if (isUrl()) {
      download.fetch(uri(), target);
      return;
    }
    Path local = Path.of(source);
    if (!Files.isRegularFile(local)) {
      throw new SluiceException(
          ErrorCode.MISSING, local + " is not a file", "", "name a file, an archive or a URL");
    }
    try (InputStream in = Files.newInputStream(local)) {
      Files.copy(
          InstallLimits.bounded(in, download.limits().totalBytes(), local.toString()), target);
    }
  }

  private void requireHash(Path fetched) throws IOException {
    if (sha256 == null) {
      return;
    }
    String found = Sha256.of(fetched);
    if (!found.equals(sha256.toLowerCase(Locale.ROOT))) {
      throw refused("its sha256 is " + found + ", expected " + sha256);
    }
  }

  private static SluiceException wrongUse(String why) {
    return new SluiceException(ErrorCode.USAGE, why, "", "give the one its publisher names");
  }

  static SluiceException refused(String why) {
    return new SluiceException(
        ErrorCode.FAILED,
        "not installed: " + why,
        "",
        "check where it comes from; nothing was changed");
  }
}
