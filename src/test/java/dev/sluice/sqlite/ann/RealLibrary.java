package dev.sluice.sqlite.ann;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.core.AnnConfig;
import dev.sluice.core.AnnMode;
import java.nio.file.Path;

/**
 * The library of sqlite-vec that a run of the tests was given, as docs/vector-extension.md says.
 */
public final class RealLibrary {
  private static final String PROPERTY = "sluice.vec";

  private RealLibrary() {}

  /** Its path; skips the test that asks if there is none. */
  public static Path path() {
    String path = System.getProperty(PROPERTY);
    assumeTrue(path != null, "no vector extension: name the library with -D" + PROPERTY + "=PATH");
    return Path.of(path).toAbsolutePath();
  }

  /** A configuration that asks for it by name. */
  public static AnnConfig config() {
    return AnnConfig.DEFAULT.withMode(AnnMode.EXTENSION).withLibrary(path());
  }
}
