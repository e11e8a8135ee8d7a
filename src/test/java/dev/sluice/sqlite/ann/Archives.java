package dev.sluice.sqlite.ann;

import dev.sluice.core.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Makes archives, good and hostile. */
final class Archives {
  static final Platform LINUX = new Platform("linux", "x64");
  static final String LIBRARY = "vec0.so";

  private Archives() {}

  /** As much of a library for Linux on x64 as is looked at before it is loaded. */
  static byte[] library() {
    return elf(62);
  }

  static byte[] elf(int machine) {
    var bytes = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(0, 0x464C457F).putShort(18, (short) machine);
    bytes.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1); // One segment.
    bytes.putLong(64 + 8, 0).putLong(64 + 32, 300);
    bytes.putLong(40, 336).putShort(58, (short) 64).putShort(60, (short) 1); // One section.
    return bytes.array();
  }

  /** Adds entries. */
  interface TarContent {
    void writeTo(TarArchiveOutputStream tar) throws IOException;
  }

  /** Adds entries. */
  interface ZipContent {
    void writeTo(ZipArchiveOutputStream zip) throws IOException;
  }

  /** A tar, compressed where the name says so. */
  static Path tar(Path file, TarContent content) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    boolean plain = file.toString().endsWith(".tar");
    try (var tar = new TarArchiveOutputStream(plain ? out : new GZIPOutputStream(out))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      content.writeTo(tar);
    }
    return file;
  }

  static void file(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
    var entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /** An entry of a kind that holds nothing: a link, a device. */
  static void special(TarArchiveOutputStream tar, String name, byte kind) throws IOException {
    var entry = new TarArchiveEntry(name, kind);
    if (kind == TarArchiveEntry.LF_SYMLINK || kind == TarArchiveEntry.LF_LINK) {
      entry.setLinkName("/etc/passwd");
    }
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  static Path zip(Path file, ZipContent content) throws IOException {
    try (var zip = new ZipArchiveOutputStream(file)) {
      content.writeTo(zip);
    }
    return file;
  }

  static void file(ZipArchiveOutputStream zip, String name, byte[] content) throws IOException {
    zip.putArchiveEntry(new ZipArchiveEntry(name));
    zip.write(content);
    zip.closeArchiveEntry();
  }

  static void symbolicLink(ZipArchiveOutputStream zip, String name) throws IOException {
    var entry = new ZipArchiveEntry(name);
    entry.setUnixMode(0120777);
    zip.putArchiveEntry(entry);
    zip.write("/etc/passwd".getBytes(StandardCharsets.UTF_8));
    zip.closeArchiveEntry();
  }

  static byte[] zeros(int count) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[count]);
    return out.toByteArray();
  }
}
