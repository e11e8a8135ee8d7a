package dev.sluice.sqlite.ann;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Takes one library out of an archive that nobody vouches for. Every entry is looked at and
 * refused, whatever its name, if it could be anything but a plain file or folder below the place it
 * is unpacked to; only the library is unpacked. Needs {@code commons-compress}.
 */
final class LibraryArchive {
  private final Path archive;
  private final String library;
  private final InstallLimits limits;
  private final Map<String, String> names = new HashMap<>();
  private int entries;
  private long bytes;
  private boolean found;

  private LibraryArchive(Path archive, String library, InstallLimits limits) {
    this.archive = archive;
    this.library = library;
    this.limits = limits;
  }

  /** How an archive of that file name is packed. */
  private enum Form {
    ZIP,
    TAR,
    TAR_GZ,
    NONE;

    static Form of(String fileName) {
      String name = fileName.toLowerCase(Locale.ROOT);
      if (name.endsWith(".tar.gz") || name.endsWith(".tgz")) {
        return TAR_GZ;
      }
      return name.endsWith(".zip") ? ZIP : name.endsWith(".tar") ? TAR : NONE;
    }
  }

  /** Whether the name is one of an archive: .zip, .tar, .tar.gz or .tgz. */
  static boolean isArchive(String fileName) {
    return Form.of(fileName) != Form.NONE;
  }

  /**
   * Unpacks the library.
   *
   * @param fileName tells how the archive is packed
   * @param library the name of the file wanted, in whatever folder of the archive
   * @param target must not exist
   * @throws dev.sluice.core.SluiceException for an archive that is refused, or has no or several
   *     such files
   * @throws IOException if it is no archive, or cut short
   */
  static void extract(
      Path archive, String fileName, String library, Path target, InstallLimits limits)
      throws IOException {
    var reading = new LibraryArchive(archive, library, limits);
    switch (Form.of(fileName)) {
      case ZIP -> reading.zip(target);
      case TAR -> reading.tar(Files.newInputStream(archive), target);
      case TAR_GZ -> reading.tar(new GZIPInputStream(Files.newInputStream(archive)), target);
      case NONE -> throw new IllegalArgumentException(fileName);
    }
    if (!reading.found) {
      throw ExtensionInstall.refused("the archive has no file " + library);
    }
  }

  private void zip(Path target) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        boolean plain = entry.getUnixMode() == 0 || (entry.getUnixMode() & 0170000) == 0100000;
        look(entry.getName(), entry.getSize(), entry.isDirectory() || plain);
        if (isLibrary(entry.getName(), entry.isDirectory())) {
          long most = Math.min(limits.entryBytes(), limits.unpacked(entry.getCompressedSize()));
          unpack(zip.getInputStream(entry), most, target);
        }
      }
    }
  }

  private void tar(InputStream in, Path target) throws IOException {
    InputStream bounded =
        InstallLimits.bounded(
            new BufferedInputStream(in),
            limits.unpacked(Files.size(archive)),
            "what the archive unpacks to");
    try (var tar = new TarArchiveInputStream(bounded)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        look(entry.getName(), entry.getSize(), isPlain(entry));
        if (isLibrary(entry.getName(), entry.isDirectory())) {
          unpack(tar, limits.entryBytes(), target);
        }
      }
    }
  }

  private static boolean isPlain(TarArchiveEntry entry) {
    return entry.isDirectory()
        || (entry.isFile()
            && !entry.isLink()
            && !entry.isSymbolicLink()
            && !entry.isCharacterDevice()
            && !entry.isBlockDevice()
            && !entry.isFIFO()
            && !entry.isSparse());
  }

  private void look(String name, long size, boolean plain) {
    String path = name.replace('\\', '/');
    if (++entries > limits.entries()) {
      throw refused(name, "is one of more than " + limits.entries());
    }
    if (path.startsWith("/") || path.matches("[A-Za-z]:.*")) {
      throw refused(name, "has an absolute path");
    }
    if (("/" + path + "/").contains("/../")) {
      throw refused(name, "leads out of the archive");
    }
    if (!plain) {
      throw refused(name, "is a link, a device or otherwise no plain file");
    }
    if (size > limits.entryBytes()) {
      throw refused(name, "has " + size + " bytes, more than " + limits.entryBytes());
    }
    bytes += Math.max(0, size);
    if (bytes > limits.totalBytes()) {
      throw refused(name, "makes more than " + limits.totalBytes() + " bytes in all");
    }
    String other = names.put(path.toLowerCase(Locale.ROOT), name);
    if (other != null) {
      throw refused(name, "differs from " + other + " in case at most");
    }
  }

  private static RuntimeException refused(String entry, String why) {
    return ExtensionInstall.refused(
        "the entry '" + entry.replaceAll("\\p{Cntrl}", "\uFFFD") + "' " + why);
  }

  private boolean isLibrary(String name, boolean folder) {
    String path = name.replace('\\', '/');
    return !folder && path.substring(path.lastIndexOf('/') + 1).equals(library);
  }

  private void unpack(InputStream in, long most, Path target) throws IOException {
    if (found) {
      throw ExtensionInstall.refused("the archive has more than one file " + library);
    }
    found = true;
    Files.copy(InstallLimits.bounded(in, most, "the library"), target);
  }
}
