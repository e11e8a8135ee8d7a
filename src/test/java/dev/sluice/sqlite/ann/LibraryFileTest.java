package dev.sluice.sqlite.ann;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFileTest {
  @TempDir Path temp;

  @Test
  void theHeadersOfTheThreeKindsOfLibrariesTellTheirMachine() throws IOException {
    var machO = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
    machO.putInt(0, 0xFEEDFACF).putInt(4, 0x0100000C);
    var pe = ByteBuffer.allocate(300).order(ByteOrder.LITTLE_ENDIAN);
    pe.putShort(0, (short) 0x5A4D).putInt(0x3C, 200).putShort(204, (short) 0x8664);
    assertEquals(Optional.empty(), mismatch(Archives.elf(62), "linux", "x64"));
    assertEquals(Optional.empty(), mismatch(Archives.elf(183), "linux", "arm64"));
    assertEquals(Optional.empty(), mismatch(machO.array(), "darwin", "arm64"));
    assertEquals(Optional.empty(), mismatch(pe.array(), "windows", "x64"));
    assertEquals(
        Optional.of("is a library for windows-x64, this machine is linux-x64"),
        mismatch(pe.array(), "linux", "x64"));
  }

  @Test
  void whatIsCutShortAnywhereIsNotLoaded() throws IOException {
    byte[] whole = Archives.elf(62);
    for (int length = 0; length < whole.length; length++) {
      assertTrue(
          mismatch(Arrays.copyOf(whole, length), "linux", "x64").isPresent(), length + " bytes");
    }
  }

  @Test
  void aLibraryThatAllMayWriteToIsNotLoaded() throws IOException {
    Path file = Files.write(temp.resolve("lib"), Archives.library());
    assertTrue(LibraryFile.exposure(file).isEmpty());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertTrue(LibraryFile.exposure(file).isPresent());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertTrue(LibraryFile.exposure(file).isPresent());
  }

  private Optional<String> mismatch(byte[] bytes, String os, String architecture)
      throws IOException {
    return LibraryFile.mismatch(
        Files.write(temp.resolve("lib"), bytes), new Platform(os, architecture));
  }
}
