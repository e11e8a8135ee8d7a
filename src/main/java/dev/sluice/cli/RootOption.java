package dev.sluice.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The index root of commands that need one that is there. */
final class RootOption {
  @Option(names = "--root", paramLabel = "D", description = "The index root (${DEFAULT-VALUE}).")
  private Path path = Path.of(".sluice");

  Path path() {
    return path;
  }
}
