package dev.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The commands that README and docs show. All of them are parsed by the real command line; those in
 * code blocks that need neither the vector extension nor write into the checkout are run, on the
 * index of a small tree in place of the one they name.
 */
class DocumentedCommandsTest {
  private static final Pattern FENCE =
      Pattern.compile("^```[a-z]*\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern CALL =
      Pattern.compile("(?:^|&& |<\\()(?:\\$ )?(?:\\./)?sluice ([^&|)#\n]*)", Pattern.MULTILINE);
  private static final Pattern INLINE = Pattern.compile("`(?:\\./)?sluice ([a-z][^`|]*)[^`]*`");
  private static final Pattern SYNOPSIS = Pattern.compile("\\[OPTION|COMMAND|[A-Z]\\.\\.$");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  /** What is run, with the index root replaced. */
  private static final Set<String> RUN =
      Set.of(
          "index",
          "build",
          "compact",
          "search",
          "backends",
          "config show",
          "extension show",
          "validate",
          "report",
          "schema show",
          "schema check",
          "completion",
          "help",
          "check");

  @TempDir static Path folder;
  private static Path root;
  private static Path source;

  @BeforeAll
  static void indexASmallTree() throws IOException {
    source = Files.createDirectory(folder.resolve("a tree"));
    root = source.resolve(".sluice");
    Files.writeString(
        source.resolve("Gate.java"), "class Gate { void openSchema(String connection) {} }\n");
    Files.writeString(source.resolve("notes.md"), "# Gate\n\nOpens a schema.\n");
    assertEquals(0, run(List.of("index", source.toString(), "--quiet")));
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(
              Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")),
              docs.filter(file -> file.toString().endsWith(".md")))
          .toList();
    }
  }

  @Test
  void everyCommandInACodeBlockIsOneAndThoseThatCanRunDo() throws IOException {
    var ran = new ArrayList<String>();
    for (Path page : pages()) {
      for (MatchResult fence : FENCE.matcher(Files.readString(page)).results().toList()) {
        for (MatchResult call : CALL.matcher(fence.group(1)).results().toList()) {
          String line = call.group(1).strip();
          if (!SYNOPSIS.matcher(line).find()) {
            List<String> words = words(line);
            ParseResult parsed = parse(page, words);
            if (RUN.contains(name(parsed))
                && !line.contains("extension ")
                && !line.endsWith("--ann extension")
                && !line.contains("git:")) {
              assertEquals(0, run(here(words, parsed)), page + ": sluice " + line);
              ran.add(name(parsed));
            }
          }
        }
      }
    }
    assertTrue(ran.containsAll(List.of("index", "search", "backends", "build")), ran::toString);
  }

  @Test
  void everyCommandNamedInASentenceIsOne() throws IOException {
    for (Path page : pages()) {
      String text = FENCE.matcher(Files.readString(page)).replaceAll("");
      for (MatchResult call : INLINE.matcher(text).results().toList()) {
        if (!SYNOPSIS.matcher(call.group(1)).find()) {
          parse(page, words(call.group(1)));
        }
      }
    }
  }

  /** Sentences may leave arguments out. */
  private static ParseResult parse(Path page, List<String> words) {
    String[] arguments = words.toArray(String[]::new);
    CommandLine line = Main.commandLine(arguments);
    try {
      return line.parseArgs(arguments);
    } catch (MissingParameterException e) {
      return line.getParseResult();
    } catch (ParameterException e) {
      return fail(page + ": sluice " + String.join(" ", words) + ": " + e.getMessage());
    }
  }

  private static String name(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.commandSpec().qualifiedName().replaceFirst("^sluice ?", "");
  }

  private static List<String> words(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toList();
  }

  /** The same on the small tree. */
  private static List<String> here(List<String> words, ParseResult parsed) {
    var arguments = new ArrayList<>(words);
    String name = name(parsed);
    if (name.equals("index")) {
      arguments.set(1, source.toString());
    }
    arguments.replaceAll(
        word ->
            word.endsWith(".db") ? root.resolve("index-sqlite/index-code.db").toString() : word);
    arguments.replaceAll(word -> word.endsWith(".html") ? folder.resolve(word).toString() : word);
    int given = arguments.indexOf("--root");
    if (given >= 0) {
      arguments.set(given + 1, root.toString());
    } else if (takesRoot(parsed)) {
      arguments.addAll(List.of("--root", root.toString()));
    }
    return arguments;
  }

  private static boolean takesRoot(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    return last.commandSpec().findOption("--root") != null;
  }

  private static int run(List<String> arguments) {
    var err = new StringWriter();
    int exitCode =
        Main.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            arguments.toArray(String[]::new));
    if (exitCode != 0) {
      System.err.println(err);
    }
    return exitCode;
  }
}
