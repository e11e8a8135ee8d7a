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
  private static final int SEGMENTS_OFFSET = 32;
  private static final int SECTIONS_OFFSET = 40;
  private static final int SEGMENT_SIZE = 54;
  private static final int SEGMENT_COUNT = 56;
  private static final int SECTION_SIZE = 58;
  private static final int SECTION_COUNT = 60;
  private static final int SEGMENT_FILE_OFFSET = 8;
  private static final int SEGMENT_FILE_BYTES = 32;
  private static final int MACH_O_MAGIC = 0xFEEDFACF;
  private static final int MACH_O_CPU = 4;
  private static final short DOS_MAGIC = 0x5A4D;
  private static final int PE_OFFSET = 0x3C;

  private LibraryFile() {}

  /** Why the file is no library for that machine, to follow its name; empty if it may be one. */
  static Optional<String> mismatch(Path file, Platform platform) {
    try (InputStream in = Files.newInputStream(file)) {
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
      String found = machine(header);
      if (found == null) {
        return Optional.of("is no shared library");
      }
      if (!found.equals(platform.id()) && !found.endsWith("-?")) {
        return Optional.of("is a library for " + found + ", this machine is " + platform.id());
      }
      return isElf(header) && elfLength(header) > Files.size(file)
          ? Optional.of("is cut short")
          : Optional.empty();
    } catch (IOException | IndexOutOfBoundsException | ArithmeticException e) {
      return Optional.of("cannot be read: " + e.getMessage());
    }
  }

  private static boolean isElf(ByteBuffer header) {
    return header.getInt(0) == ELF_MAGIC;
  }

  /**
   * How many bytes the header and the segments of an ELF file of 64 bits take: the loader maps them
   * unlooked at, and a page that is not there kills the process.
   */
  private static long elfLength(ByteBuffer header) {
    long length =
        header.getLong(SECTIONS_OFFSET)
            + (long) header.getShort(SECTION_SIZE) * header.getShort(SECTION_COUNT);
    long segments = header.getLong(SEGMENTS_OFFSET);
    for (int i = 0; i < header.getShort(SEGMENT_COUNT); i++) {
      int segment = Math.toIntExact(segments + (long) i * header.getShort(SEGMENT_SIZE));
      length =
          Math.max(
              length,
              header.getLong(segment + SEGMENT_FILE_OFFSET)
                  + header.getLong(segment + SEGMENT_FILE_BYTES));
    }
    return length;
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
    if (isElf(header)) {
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
