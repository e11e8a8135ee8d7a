package dev.sluice.lmdb;

import org.lmdbjava.Meta;

/** The library that writes stores. */
public final class LmdbEngine {
  private LmdbEngine() {}

  /** Its version, or why there is none. */
  public static String version() {
    try {
      Meta.Version version = Meta.version();
      return version.major + "." + version.minor + "." + version.patch;
    } catch (LinkageError e) {
      return "none (reading works without it): " + e;
    }
  }
}
