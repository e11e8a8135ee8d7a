package dev.sluice.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** What lies in a folder, to see whether somebody changed it or added to it. */
public final class Contents {
  private Contents() {}

  /** For each path a text that differs when its kind or its bytes differ. */
  public static Map<String, String> of(Path folder) throws IOException {
    var contents = new TreeMap<String, String>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.toList()) {
        contents.put(folder.relativize(path).toString(), describe(path));
      }
    }
    return contents;
  }

  private static String describe(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return Files.isDirectory(path) ? "folder" : "special";
    }
    byte[] bytes = Files.readAllBytes(path);
    var checksum = new CRC32C();
    checksum.update(bytes);
    return bytes.length + " bytes, CRC " + Long.toHexString(checksum.getValue());
  }
}
