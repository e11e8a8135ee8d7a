package dev.sluice.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.cli.SettingsOptions.Flags;
import dev.sluice.config.SearchSettings;
import dev.sluice.config.Settings;
import dev.sluice.core.Mode;
import dev.sluice.retrieval.Bm25Explanation;
import dev.sluice.retrieval.Hit;
import dev.sluice.retrieval.SearchOptions;
import dev.sluice.retrieval.SearchResult;
import dev.sluice.retrieval.backend.Index;
import dev.sluice.retrieval.backend.IndexOptions;
import dev.sluice.retrieval.backend.Selection;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice search}: ranked chunks with file and lines. */
@Command(
    name = "search",
    description = "Finds the chunks that answer a query best.",
    footer = "%nExample: sluice search \"open connection read only\" --top 5",
    mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions settings;
  @Mixin private RootOption root;

  @Parameters(paramLabel = "QUERY", description = "Words; there is no query syntax.")
  private String query;

  @Option(
      names = "--mode",
      paramLabel = "M",
      converter = Modes.One.class,
      description = "code, prose, extracted-prose or records (${DEFAULT-VALUE}).")
  private Mode mode = Mode.CODE;

  @Option(
      names = "--backend",
      paramLabel = "B",
      description =
          "auto, sqlite, lmdb and memory rank by BM25 and vectors, sqlite-fts by full text (auto).")
  private String backend;

  @Option(names = "--top", paramLabel = "N", description = "How many hits (10).")
  private String top;

  @Option(names = "--explain", description = "Show what each hit's score is made of.")
  private boolean explain;

  /** The JSON document. */
  record Answer(
      String query,
      String mode,
      String backend,
      String reason,
      long tookMs,
      List<String> notes,
      List<FoundChunk> hits) {}

  /** One hit. */
  record FoundChunk(
      int docId,
      String chunkId,
      String file,
      Integer startLine,
      Integer endLine,
      String kind,
      String name,
      double score,
      @JsonInclude(JsonInclude.Include.NON_NULL) List<Hit.Part> explanation) {
    static FoundChunk of(Hit hit, boolean explain) {
      var summary = hit.summary();
      return new FoundChunk(
          summary.docId(),
          summary.chunkId(),
          summary.file(),
          summary.startLine(),
          summary.endLine(),
          summary.kind(),
          summary.name(),
          hit.score(),
          explain ? hit.parts() : null);
    }
  }

  @Override
  public Integer call() {
    long started = System.nanoTime();
    Settings effective =
        settings.load(
            root.path(),
            new Flags()
                .set(SearchSettings.BACKEND, "--backend", backend)
                .set(SearchSettings.TOP, "--top", top));
    IndexOptions options = SettingsOptions.indexOptions(effective);
    var searchOptions =
        new SearchOptions(
            new SearchSettings(effective).top(), options.backend().ranking(), explain);
    try (var index = Index.open(root.path(), options)) {
      SearchResult result = index.search(mode, query, searchOptions);
      long tookMs = (System.nanoTime() - started) / 1_000_000;
      Selection selection = index.selection(mode);
      selection.warning().ifPresent(output::warn);
      options.vectorTable().warning().ifPresent(output::warn);
      result.notes().forEach(output::warn);
      output.print(answer(selection, result, tookMs), out -> print(result, out));
    }
    return 0;
  }

  private Answer answer(Selection selection, SearchResult result, long tookMs) {
    return new Answer(
        query,
        mode.id(),
        selection.selected().id(),
        selection.reason(),
        tookMs,
        result.notes(),
        result.hits().stream().map(hit -> FoundChunk.of(hit, explain)).toList());
  }

  private void print(SearchResult result, PrintWriter out) {
    if (result.hits().isEmpty()) {
      out.println("no hits");
    }
    int rank = 0;
    for (Hit hit : result.hits()) {
      var summary = hit.summary();
      out.printf(
          Locale.ROOT,
          "%2d. %s:%d-%d  %s  %s  %.4f%n",
          ++rank,
          printable(summary.file()),
          summary.startLine(),
          summary.endLine(),
          printable(summary.kind()),
          printable(summary.name()),
          hit.score());
      if (explain) {
        hit.parts().forEach(part -> explain(part, out));
      }
    }
  }

  private static void explain(Hit.Part part, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "      %-9s rank %d, score %.4f, adds %.4f%n",
        part.ranking().id(),
        part.rank(),
        part.score(),
        part.contribution());
    part.bm25().ifPresent(bm25 -> bm25.terms().forEach(term -> explain(term, out)));
    part.fullText()
        .ifPresent(
            fullText ->
                fullText
                    .terms()
                    .forEach(
                        term ->
                            out.printf(
                                Locale.ROOT,
                                "                %s: adds %.4f%n",
                                term.term(),
                                term.contribution())));
  }

  private static void explain(Bm25Explanation.TermContribution term, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "                %s: %d in the chunk, in %d chunks, adds %.4f%n",
        term.term(),
        term.frequency(),
        term.documentFrequency(),
        term.contribution());
  }

  /** Names come from files nobody vouches for: a control character must not reach the terminal. */
  private static String printable(String text) {
    return text == null ? "" : CONTROL.matcher(text).replaceAll("\uFFFD");
  }
}
