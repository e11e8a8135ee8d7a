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
    List<String> found =
        completed("zsh", "autoload -U +X compinit && compinit -u -D; ", "sluice sea");
    assertEquals(List.of("search"), found);
  }

  private static List<String> completed(String shell, String before, String line) throws Exception {
    String[] words = line.split(" ", -1);
    String array = String.join(" ", Arrays.stream(words).map(word -> "'" + word + "'").toList());
    int last = words.length - 1;
    String index = shell.equals("zsh") ? "$((" + last + "))" : Integer.toString(last);
    String program =
        before
            + "source '"
            + script
            + "'; [ -n \"${ZSH_VERSION:-}\" ] && setopt ksharrays; COMP_WORDS=("
            + array
            + "); COMP_CWORD="
            + index
            + "; _complete_sluice; printf '%s\\n' \"${COMPREPLY[@]}\"";
    Process process =
        new ProcessBuilder(shell, shell.equals("zsh") ? "-f" : "--norc", "-c", program)
            .directory(folder.toFile())
            .redirectErrorStream(true)
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
