package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Help and pages of all commands, made from the one description of each. */
class CommandPagesTest {
  private static final int LINES = 24;
  private static final int COLUMNS = 80;
  private static final int NARROW = 40;

  static List<CommandManual> manuals() {
    return CommandManual.all(Main.commandLine());
  }

  @Test
  void thePagesInDocsAreThoseOfTheCommands() throws IOException {
    var expected = new TreeMap<String, String>();
    expected.put("README.md", ManualPages.index(manuals()));
    manuals()
        .forEach(
            manual ->
                expected.put(ManualPages.fileName(manual) + ".md", ManualPages.markdown(manual)));
    var found = new TreeMap<String, String>();
    try (Stream<Path> pages = Files.list(Path.of("docs", "commands"))) {
      for (Path page : pages.toList()) {
        found.put(page.getFileName().toString(), Files.readString(page));
      }
    }
    assertEquals(
        expected.keySet(), found.keySet(), "remove what is too much, and run: ./sluice manual");
    assertEquals(expected, found, "run: ./sluice manual");
  }

  @ParameterizedTest
  @MethodSource("manuals")
  void helpFitsAScreenAndHasAnExample(CommandManual manual) {
    List<String> lines = HelpText.of(manual, COLUMNS, false).lines().toList();
    assertTrue(lines.size() <= LINES, () -> lines.size() + " lines: " + manual.name());
    lines.forEach(line -> assertTrue(line.length() <= COLUMNS, line));
    assertFalse(manual.examples().isEmpty(), manual.name() + " has no example");
    for (String example : manual.examples()) {
      assertTrue(example.contains("sluice "), example);
    }
    manual.options().forEach(option -> assertFalse(option.text().isEmpty(), option::toString));
  }

  @ParameterizedTest
  @MethodSource("manuals")
  void aNarrowTerminalBreaksNoWordOfTheHelp(CommandManual manual) {
    HelpText.of(manual, NARROW, false)
        .lines()
        .filter(line -> !line.startsWith("usage:") && !line.startsWith("example:"))
        .forEach(line -> assertTrue(line.length() <= NARROW, line));
  }

  @Test
  void coloursAddNothingToWhatIsSaid() {
    CommandManual manual = manuals().get(0);
    String coloured = HelpText.of(manual, COLUMNS, true);
    assertTrue(coloured.contains("\u001b[1m"));
    assertEquals(HelpText.of(manual, COLUMNS, false), coloured.replaceAll("\u001b\\[[01]m", ""));
  }

  @Test
  void everyCommandIsFoundByTheNameItHas() {
    Main.commands()
        .forEach((name, type) -> assertEquals(name, type.getAnnotation(Command.class).name()));
  }

  @Test
  void aCommandMadeAloneIsTheOneMadeAmongAll() {
    CommandLine all = Main.commandLine("--help");
    assertEquals(Main.commands().keySet(), all.getSubcommands().keySet());
    CommandLine alone = Main.commandLine("search", "x");
    assertEquals(List.of("search"), List.copyOf(alone.getSubcommands().keySet()));
    assertEquals(help(all, "search"), help(alone, "search"));
  }

  private static String help(CommandLine line, String command) {
    return line.getSubcommands().get(command).getUsageMessage();
  }

  @Test
  void manPagesEscapeWhatMeansSomethingToRoff() {
    var manual =
        new CommandManual(
            "sluice x",
            ".dot \\ back-slash",
            List.of(),
            List.of(new CommandManual.Entry("--a-b \"C\"", "'quoted'")),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    String page = ManualPages.roff(manual, "1");
    assertTrue(page.contains("sluice\\-x \\- .dot \\e back\\-slash"), page);
    assertTrue(page.contains(".B \\-\\-a\\-b \"C\"\n\\&'quoted'\n"), page);
  }
}
