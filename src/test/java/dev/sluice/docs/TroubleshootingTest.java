package dev.sluice.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TroubleshootingTest {
  private static final Pattern ENTRY =
      Pattern.compile("^## (SLUICE-\\d+) (.*)\n\n([^#]*)", Pattern.MULTILINE);

  private final String page;

  TroubleshootingTest() throws IOException {
    page = Files.readString(Path.of("docs/troubleshooting.md"));
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyCodeHasACauseAndARemedy(ErrorCode code) {
    List<MatchResult> entries =
        ENTRY.matcher(page).results().filter(entry -> entry.group(1).equals(code.id())).toList();
    assertEquals(1, entries.size(), "entries of " + code.id());
    assertEquals(code.title(), entries.get(0).group(2));
    assertTrue(entries.get(0).group(3).contains("**Cause**"), code.id());
    assertTrue(entries.get(0).group(3).contains("**Remedy**"), code.id());
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyCodeIsInTheTableWithItsExitCode(ErrorCode code) {
    String anchor = (code.id() + " " + code.title()).toLowerCase(Locale.ROOT);
    String row =
        "| [%s](#%s) | %d | %s |"
            .formatted(code.id(), anchor.replace(' ', '-'), code.exitCode(), code.title());
    assertTrue(Arrays.asList(page.split("\n")).contains(row), "no row: " + row);
  }
}
