package dev.sluice.cli;

import dev.sluice.cli.CommandManual.Entry;
import dev.sluice.core.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Pages about commands: Markdown for docs/commands, and roff for man(1). */
final class ManualPages {
  private ManualPages() {}

  /** For example {@code sluice-schema-diff}. */
  static String fileName(CommandManual manual) {
    return manual.name().replace(' ', '-');
  }

  /** The page of a command in Markdown. */
  static String markdown(CommandManual manual) {
    var page = new StringBuilder();
    page.append("# ").append(manual.name()).append("\n\n");
    page.append(manual.description()).append("\n\n");
    page.append("```\n").append(manual.synopsis()).append("\n```\n");
    table(page, "argument", manual.parameters(), false);
    table(page, "option", manual.options(), false);
    table(page, "every command", manual.common(), false);
    table(page, "command", manual.commands(), true, manual);
    table(page, "exit code", exitCodes(manual), false);
    if (!manual.examples().isEmpty()) {
      page.append("\nFor example:\n\n```\n");
      manual.examples().forEach(example -> page.append("$ ").append(example).append('\n'));
      page.append("```\n");
    }
    page.append("\nMade by `sluice manual`; more in [the command line](../cli.md).\n");
    return page.toString();
  }

  /** The page that has a line for each page. */
  static String index(List<CommandManual> manuals) {
    var page = new StringBuilder("# Commands\n\n| command | does |\n|---|---|\n");
    for (CommandManual manual : manuals) {
      page.append(
          "| [%s](%s.md) | %s |\n"
              .formatted(manual.name(), fileName(manual), cell(manual.description())));
    }
    return page.append("\nMade by `sluice manual`; more in [the command line](../cli.md).\n")
        .toString();
  }

  private static void table(
      StringBuilder page, String head, List<Entry> entries, boolean links, CommandManual... of) {
    if (entries.isEmpty()) {
      return;
    }
    page.append("\n| ").append(head).append(" | |\n|---|---|\n");
    for (Entry entry : entries) {
      String term =
          links
              ? "[%s](%s-%s.md)".formatted(entry.term(), fileName(of[0]), entry.term())
              : "`" + cell(entry.term()) + "`";
      page.append("| ").append(term).append(" | ").append(cell(entry.text())).append(" |\n");
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }

  /** The page of a command for man(1). */
  static String roff(CommandManual manual, String version) {
    var page = new StringBuilder();
    page.append(".TH ").append(quoted(fileName(manual).toUpperCase(java.util.Locale.ROOT)));
    page.append(" 1 \"\" ").append(quoted("Sluice " + version)).append('\n');
    page.append(".SH NAME\n");
    page.append(text(fileName(manual) + " - " + manual.description())).append('\n');
    page.append(".SH SYNOPSIS\n.B ").append(text(manual.synopsis())).append('\n');
    section(page, "ARGUMENTS", manual.parameters());
    section(page, "OPTIONS", manual.options());
    section(page, "OPTIONS OF EVERY COMMAND", manual.common());
    section(page, "COMMANDS", manual.commands());
    section(page, "EXIT STATUS", exitCodes(manual));
    if (!manual.examples().isEmpty()) {
      page.append(".SH EXAMPLES\n.nf\n");
      manual.examples().forEach(example -> page.append(text(example)).append('\n'));
      page.append(".fi\n");
    }
    return page.toString();
  }

  private static void section(StringBuilder page, String head, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    page.append(".SH ").append(quoted(head)).append('\n');
    for (Entry entry : entries) {
      page.append(".TP\n.B ").append(text(entry.term())).append('\n');
      page.append(text(entry.text())).append('\n');
    }
  }

  /** A backslash, a hyphen and a dot or quote at the beginning of a line mean something to roff. */
  private static String text(String plain) {
    String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }

  private static String quoted(String argument) {
    return "\"" + text(argument).replace("\"", "\\(dq") + "\"";
  }

  /** Those of the command, else those of all errors. */
  private static List<Entry> exitCodes(CommandManual manual) {
    if (!manual.exitCodes().isEmpty()) {
      return manual.exitCodes();
    }
    Map<Integer, String> usual =
        Arrays.stream(ErrorCode.values())
            .collect(
                Collectors.toMap(
                    ErrorCode::exitCode, ErrorCode::title, (a, b) -> a + ", " + b, TreeMap::new));
    usual.put(0, "done");
    return usual.entrySet().stream()
        .map(code -> new Entry(Integer.toString(code.getKey()), code.getValue()))
        .toList();
  }
}
