package dev.sluice.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Figures and the machine they are of, as JSON and as Markdown.
 *
 * @param notes what a reader has to know of how these came about
 */
public record Report(Map<String, String> machine, List<Figure> figures, List<String> notes) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public Report {
    machine = new LinkedHashMap<>(machine);
    figures = List.copyOf(figures);
    notes = List.copyOf(notes);
  }

  /** {@code {machine, notes, figures: [{part, name, size, values: {unit: ..}, ratios: [..]}]}}. */
  public String json() {
    return JSON.writeValueAsString(this) + "\n";
  }

  /** A list of the machine, then a table for each part, in the order of the figures. */
  public String markdown() {
    var text = new StringBuilder();
    machine.forEach((name, value) -> text.append("- ").append(name + ": " + value + "\n"));
    notes.forEach(note -> text.append("- ").append(note).append('\n'));
    var parts = new LinkedHashMap<String, List<Figure>>();
    figures.forEach(f -> parts.computeIfAbsent(f.part(), part -> new ArrayList<>()).add(f));
    parts.forEach((part, rows) -> text.append("\n").append(MarkdownTable.of(part, rows)));
    return text.toString();
  }
}
