package dev.sluice.cli;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A real browser without a window; found on the path, or as {@code -Dsluice.chromium} says. */
record Chromium(Path command) {
  private static final int MAX_SECONDS = 60;
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  /**
   * What the browser made of a page.
   *
   * @param dom the page as it is after it was loaded
   * @param console what the page had to say, errors among it
   * @param picture how it looks
   */
  record Seen(String dom, List<String> console, BufferedImage picture) {}

  static Optional<Chromium> find() {
    String named = System.getProperty("sluice.chromium");
    if (named != null) {
      return Optional.of(new Chromium(Path.of(named)));
    }
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Chromium::new);
  }

  /** Loads a page with a profile of its own in the folder. */
  Seen load(Path page, Path folder, String... options) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory(folder, "profile");
    Path out = profile.resolve("dom");
    Path err = profile.resolve("log");
    Path picture = profile.resolve("picture.png");
    var line =
        new ArrayList<>(
            List.of(
                command.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--window-size=1200,900",
                "--enable-logging=stderr",
                "--v=0",
                "--dump-dom",
                "--screenshot=" + picture));
    line.addAll(List.of(options));
    line.add(page.toUri().toString());
    Process process =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(line + " did not end in " + MAX_SECONDS + " s");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    List<String> console =
        Files.readAllLines(err).stream().filter(message -> message.contains(":CONSOLE")).toList();
    return new Seen(Files.readString(out), console, ImageIO.read(picture.toFile()));
  }
}
