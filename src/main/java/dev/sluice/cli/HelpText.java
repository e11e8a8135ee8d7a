package dev.sluice.cli;

import dev.sluice.cli.CommandManual.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The help of a command, as wide as a terminal is. */
final class HelpText {
  private static final int WIDEST_TERM = 26;
  private static final int NARROW = 60;
  private static final String INDENT = "  ";

  private final int width;
  private final boolean colours;
  private final List<String> lines = new ArrayList<>();

  private HelpText(int width, boolean colours) {
    this.width = width;
    this.colours = colours;
  }

  /** Of a command, with a line feed after each line. */
  static String of(CommandManual manual, int width, boolean colours) {
    var help = new HelpText(width, colours);
    help.print(manual);
    return String.join("\n", help.lines) + "\n";
  }

  private void print(CommandManual manual) {
    lines.add("usage: " + bold(manual.synopsis()));
    lines.addAll(wrapped(manual.description(), width));
    entries(Stream.concat(manual.parameters().stream(), manual.options().stream()).toList());
    entries(manual.commands());
    entries(manual.exitCodes().stream().map(e -> new Entry("exit " + e.term(), e.text())).toList());
    String common = manual.common().stream().map(Entry::term).collect(Collectors.joining("  "));
    lines.addAll(wrapped("common: " + common, width));
    manual.examples().forEach(example -> lines.add("example: " + bold(example)));
  }

  private void entries(List<Entry> entries) {
    int widest = entries.stream().mapToInt(entry -> entry.term().length()).max().orElse(0);
    int column = INDENT.length() + Math.min(widest, WIDEST_TERM) + 2;
    for (Entry entry : entries) {
      String term = INDENT + bold(entry.term());
      int length = INDENT.length() + entry.term().length();
      if (width < NARROW) {
        lines.add(term);
        wrapped(entry.text(), width - 6).forEach(line -> lines.add(" ".repeat(6) + line));
        continue;
      }
      List<String> text = new ArrayList<>(wrapped(entry.text(), width - column));
      if (length + 2 > column || text.isEmpty()) {
        lines.add(term);
      } else {
        lines.add(term + " ".repeat(column - length) + text.remove(0));
      }
      text.forEach(line -> lines.add(" ".repeat(column) + line));
    }
  }

  private String bold(String text) {
    return colours ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  private static List<String> wrapped(String text, int width) {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }
}
