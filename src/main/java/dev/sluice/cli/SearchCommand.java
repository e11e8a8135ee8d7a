package dev.sluice.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.core.Embedder;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.retrieval.Bm25Explanation;
import dev.sluice.retrieval.Hit;
import dev.sluice.retrieval.Ranking;
import dev.sluice.retrieval.SearchOptions;
import dev.sluice.retrieval.SearchResult;
import dev.sluice.retrieval.Searcher;
import dev.sluice.retrieval.backend.StoreGate;
import dev.sluice.retrieval.backend.StoreGate.OpenStore;
import dev.sluice.sqlite.ann.VectorTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code sluice search}: ranked chunks with file and lines. */
@Command(
    name = "search",
    description = "Finds the chunks that answer a query best.",
    footer = "%nExample: sluice search \"open connection read only\" --top 5",
    mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {
  /** What answers. */
  enum Backend {
    AUTO(Ranking.FUSED),
    SQLITE(Ranking.FUSED),
    SQLITE_FTS(Ranking.FULL_TEXT),
    LMDB(Ranking.FUSED);

    private final Ranking ranking;

    Backend(Ranking ranking) {
      this.ranking = ranking;
    }

    private String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private OpenStore open(IndexLayout layout, Mode mode, VectorTable vectorTable) {
      return switch (this) {
        case AUTO -> StoreGate.openAny(layout, mode, vectorTable);
        case SQLITE, SQLITE_FTS -> askedFor(StoreGate.openSqlite(layout, mode, vectorTable));
        case LMDB -> askedFor(StoreGate.openLmdb(layout, mode));
      };
    }

    private OpenStore askedFor(IndexReader reader) {
      return new OpenStore(reader, id(), "asked for", Optional.empty());
    }

    /** Reads {@code sqlite-fts}. */
    static final class Converter implements ITypeConverter<Backend> {
      @Override
      public Backend convert(String value) {
        for (Backend backend : values()) {
          if (backend.id().equals(value)) {
            return backend;
          }
        }
        throw new TypeConversionException(
            "unknown backend '" + value + "', one of auto, sqlite, sqlite-fts, lmdb");
      }
    }
  }

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  @Mixin private OutputOptions output;
  @Mixin private SettingsOptions settings;

  @Parameters(paramLabel = "QUERY", description = "Words; there is no query syntax.")
  private String query;

  @Option(names = "--root", paramLabel = "D", description = "The index root (${DEFAULT-VALUE}).")
  private Path root = Path.of(".sluice");

  @Option(
      names = "--mode",
      paramLabel = "M",
      converter = Modes.One.class,
      description = "code, prose, extracted-prose or records (${DEFAULT-VALUE}).")
  private Mode mode = Mode.CODE;

  @Option(
      names = "--backend",
      paramLabel = "B",
      converter = Backend.Converter.class,
      description =
          "auto, sqlite and lmdb rank by BM25 and vectors, sqlite-fts by full text (auto).")
  private Backend backend = Backend.AUTO;

  @Option(names = "--top", paramLabel = "N", description = "How many hits (${DEFAULT-VALUE}).")
  private int top = SearchOptions.DEFAULT.top();

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
    var options = new SearchOptions(top, backend.ranking, explain);
    VectorTable vectorTable = settings.vectorTable(root);
    OpenStore store = backend.open(new IndexLayout(root), mode, vectorTable);
    try (IndexReader reader = store.reader()) {
      SearchResult result =
          new Searcher(reader, Embedder.load(), vectorTable.mode()).search(query, options);
      long tookMs = (System.nanoTime() - started) / 1_000_000;
      store.warning().ifPresent(output::warn);
      vectorTable.warning().ifPresent(output::warn);
      result.notes().forEach(output::warn);
      output.print(answer(store, result, tookMs), out -> print(result, out));
    }
    return 0;
  }

  private Answer answer(OpenStore store, SearchResult result, long tookMs) {
    return new Answer(
        query,
        mode.id(),
        store.backend(),
        store.reason(),
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
