package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code sluice completion} prints, sourced by real shells. */
class CompletionTest {
  @TempDir static Path folder;
  private static Path script;

  @BeforeAll
  static void print() throws IOException {
    var out = new StringWriter();
    assertEquals(
        0, Main.commandLine("completion").setOut(new PrintWriter(out)).execute("completion"));
    script = Files.writeString(folder.resolve("completion"), out.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sluice sea           | search
          sluice search x --to | --top
          sluice schema d      | diff,docs
          sluice build --inc   | --incremental,--incremental-dir
          """)
  void bashCompletesCommandsAndOptions(String line, String expected) throws Exception {
    assertEquals(List.of(expected.split(",", -1)), completed("bash", "", line));
  }

  @Test
  void zshCompletesThroughItsBashEmulation() throws Exception {
    assumeTrue(isThere("zsh"), "there is no zsh");
    String init = "autoload -U +X compinit && compinit -u -D; ";
    // Zsh itself leaves out what does not begin with the word.
    assertTrue(completed("zsh", init, "sluice sea").contains("search"));
    List<String> options = completed("zsh", init, "sluice search x --to");
    assertTrue(options.contains("--top") && !options.contains("search"), options::toString);
  }

  private static List<String> completed(String shell, String before, String line) throws Exception {
    String[] words = line.split(" ", -1);
    String array = String.join(" ", Arrays.stream(words).map(word -> "'" + word + "'").toList());
    int last = words.length - 1;
    // Both shells call the function like this when a key is pressed.
    String program =
        before
            + "source '%s'; COMP_WORDS=(%s); COMP_CWORD=%d; ".formatted(script, array, last)
            + "compgen -F _complete_sluice -- '%s'".formatted(words[last]);
    Process process =
        new ProcessBuilder(shell, shell.equals("zsh") ? "-f" : "--norc", "-c", program)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor() == 0 && !out.isBlank(), out);
    return out.lines().map(String::strip).sorted().toList();
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
