package dev.sluice.sqlite.ann;

import dev.sluice.core.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/**
 * What the header of a shared library says of the machine it is for. SQLite's own message does not
 * help: when a library does not load it tries the name with another suffix, and tells about that.
 */
final class LibraryFile {
  private static final int HEADER = 4096;

  private static final int ELF_MAGIC = 0x464C457F;
  private static final int ELF_MACHINE = 18;
  private static final int MACH_O_MAGIC = 0xFEEDFACF;
  private static final int MACH_O_CPU = 4;
  private static final short DOS_MAGIC = 0x5A4D;
  private static final int PE_OFFSET = 0x3C;

  private LibraryFile() {}

  /** Why the file is no library for that machine, to follow its name; empty if it may be one. */
  static Optional<String> mismatch(Path file, Platform platform) {
    String found;
    try (InputStream in = Files.newInputStream(file)) {
      found = machine(ByteBuffer.wrap(in.readNBytes(HEADER)).order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    }
    if (found == null) {
      return Optional.of("is no shared library");
    }
    return found.equals(platform.id()) || found.endsWith("-?")
        ? Optional.empty()
        : Optional.of("is a library for " + found + ", this machine is " + platform.id());
  }

  /** Why the file could be anybody's, to follow its name: all may write to it or its folder. */
  static Optional<String> exposure(Path file) {
    Path absolute = file.toAbsolutePath();
    try {
      return isForAllToWrite(absolute) || isForAllToWrite(absolute.getParent())
          ? Optional.of("or its folder may be written to by every user of this machine")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot be looked at: " + e.getMessage());
    }
  }

  private static boolean isForAllToWrite(Path path) throws IOException {
    return Files.getFileStore(path).supportsFileAttributeView("posix")
        && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE);
  }

  /**
   * As {@link Platform#id}, with {@code ?} for an architecture not known here; null if it is none.
   */
  private static String machine(ByteBuffer header) {
    if (header.limit() < 64) {
      return null;
    }
    int magic = header.getInt(0);
    if (magic == ELF_MAGIC) {
      return "linux-"
          + switch (header.getShort(ELF_MACHINE)) {
            case 62 -> "x64";
            case 183 -> "arm64";
            default -> "?";
          };
    }
    if (magic == MACH_O_MAGIC) {
      return "darwin-"
          + switch (header.getInt(MACH_O_CPU)) {
            case 0x01000007 -> "x64";
            case 0x0100000C -> "arm64";
            default -> "?";
          };
    }
    int pe = header.getInt(PE_OFFSET);
    if (header.getShort(0) == DOS_MAGIC && pe > 0 && pe <= header.limit() - 6) {
      return "windows-"
          + switch (header.getShort(pe + 4) & 0xFFFF) {
            case 0x8664 -> "x64";
            case 0xAA64 -> "arm64";
            default -> "?";
          };
    }
    return null;
  }
}
