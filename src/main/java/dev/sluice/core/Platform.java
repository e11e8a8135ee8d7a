package dev.sluice.core;

import java.util.Locale;

/**
 * An operating system and a processor architecture, named as packages of native libraries are.
 *
 * @param os {@code linux}, {@code darwin} or {@code windows}
 * @param architecture {@code x64}, {@code arm64}, or what Java calls another one
 */
public record Platform(String os, String architecture) {

  /** This machine's. */
  public static Platform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /** By the names that Java uses. */
  static Platform of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    String architecture = osArch.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "");
    return new Platform(
        os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "darwin" : "linux",
        switch (architecture) {
          case "amd64", "x86_64" -> "x64";
          case "aarch64" -> "arm64";
          default -> architecture;
        });
  }

  /** For example {@code linux-x64}. */
  public String id() {
    return os + "-" + architecture;
  }

  /** A shared library's file name. */
  public String libraryName(String stem) {
    return switch (os) {
      case "windows" -> stem + ".dll";
      case "darwin" -> stem + ".dylib";
      default -> stem + ".so";
    };
  }
}
