package dev.sluice.lmdb;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.StoreUnavailableException;
import java.nio.Buffer;

/** What the program must have been started with for LMDB to write. Reading needs none of it. */
final class NativeLibrary {
  private static final String CLASS = "org.lmdbjava.Env";
  private static final int RESTRICTS_NATIVE_ACCESS = 24;

  private NativeLibrary() {}

  /**
   * Returns if lmdbjava can be used. To be called before any class is touched that refers to it.
   *
   * @throws StoreUnavailableException naming the dependency or the JVM flags that are missing
   */
  static void require() {
    Module lmdbjava;
    try {
      lmdbjava = Class.forName(CLASS, false, NativeLibrary.class.getClassLoader()).getModule();
    } catch (ClassNotFoundException e) {
      throw new StoreUnavailableException(
          ErrorCode.FAILED,
          "an LMDB store cannot be written without lmdbjava",
          "it is an optional dependency",
          "add org.lmdbjava:lmdbjava to the class path, or build the SQLite store",
          e);
    }
    Module java = Buffer.class.getModule();
    if (!java.isOpen("java.nio", lmdbjava) || !java.isOpen("sun.nio.ch", lmdbjava)) {
      throw new StoreUnavailableException(
          ErrorCode.FAILED,
          "an LMDB store cannot be written by a JVM that keeps java.nio closed",
          "lmdbjava reaches into it, and the flags that allow that are missing",
          "start java with: " + flags(Runtime.version().feature()));
    }
  }

  /** What lmdbjava needs of a Java version, warnings included. */
  static String flags(int feature) {
    String opens =
        "--add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED";
    return feature < RESTRICTS_NATIVE_ACCESS
        ? opens
        : opens + " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";
  }
}
