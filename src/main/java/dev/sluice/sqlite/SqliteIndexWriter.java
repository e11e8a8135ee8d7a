package dev.sluice.sqlite;

import dev.sluice.core.BuildFailedException;
import dev.sluice.core.Chunk;
import dev.sluice.core.ChunkTerms;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexWriter;
import dev.sluice.core.Mode;
import dev.sluice.core.Postings;
import dev.sluice.core.SluiceException;
import dev.sluice.core.WellFormed;
import dev.sluice.sqlite.ann.VectorTable;
import dev.sluice.sqlite.dao.FullTextDao.FullTextRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Fills a new database file with one mode of an index. Used by one thread.
 *
 * <p>Terms are written as pages ({@link TermTrees}), everything else as rows through SQLite, by
 * turns: only one of the two has the file open. The file is nobody's yet, and whoever made it
 * throws it away if anything fails before {@link #finish}, or syncs and publishes it after.
 */
public final class SqliteIndexWriter implements IndexWriter {
  /** How many terms at most wait to be inserted, so that turns are few and memory stays flat. */
  private static final int WAITING_TERMS = 1 << 16;

  private final Path file;
  private final Mode mode;
  private final VectorTable vectorTable;
  private final Map<TermKind, TermTrees> trees = new EnumMap<>(TermKind.class);
  private final List<Term> waiting = new ArrayList<>();
  private final TermBalance balance = new TermBalance();
  private final Map<String, Long> counts = new LinkedHashMap<>();

  /** One of these has the file open. */
  private RowInserts rows;

  private PageAppender pages;

  /** Null if nobody wants to know. */
  private final Consumer<Supplier<Set<TermKind>>> whenComplete;

  private DenseMeta denseMeta;
  private int leftOut;

  /** A row of a vocabulary. */
  private record Term(TermKind kind, int id, String text) {}

  private SqliteIndexWriter(
      Path file,
      Mode mode,
      VectorTable vectorTable,
      Consumer<Supplier<Set<TermKind>>> whenComplete) {
    this.file = file;
    this.mode = mode;
    this.vectorTable = vectorTable;
    this.whenComplete = whenComplete;
  }

  /** Starts a new database; see {@link #create(Path, Mode, VectorTable)}. */
  public static SqliteIndexWriter create(Path file, Mode mode) {
    return create(file, mode, VectorTable.DEFAULT);
  }

  /** Starts a new database; see {@link #create(Path, Mode, VectorTable, Consumer)}. */
  public static SqliteIndexWriter create(Path file, Mode mode, VectorTable vectorTable) {
    return create(file, mode, vectorTable, null);
  }

  /**
   * Starts a new database.
   *
   * @param file must not exist
   * @param vectorTable made and filled at the end, if it can be
   * @param whenComplete is given, when whoever adds rows says that chunks and terms {@link
   *     #termsAreComplete are complete}, what {@link #derivable} would find after the end; nobody
   *     has to say it. It has to be asked once, on any thread, also while rows are added, and may
   *     be interrupted. Null for nobody.
   */
  public static SqliteIndexWriter create(
      Path file,
      Mode mode,
      VectorTable vectorTable,
      Consumer<Supplier<Set<TermKind>>> whenComplete) {
    vectorTable.requireIfAskedFor();
    var writer = new SqliteIndexWriter(file, mode, vectorTable, whenComplete);
    try {
      writer.run(writer::begin);
      return writer;
    } catch (RuntimeException e) {
      try {
        writer.close();
      } catch (SluiceException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  private void begin() throws SQLException {
    rows = RowInserts.open(file, mode);
    for (TermKind kind : TermKind.values()) {
      var ofKind = new TermTrees(rows.roots(kind));
      ofKind.continueWith(mode.id());
      trees.put(kind, ofKind);
    }
  }

  private RowInserts rows() throws SQLException, IOException {
    if (rows == null) {
      pages.close();
      pages = null;
      rows = RowInserts.open(file, mode);
    }
    return rows;
  }

  private PageAppender pages() throws SQLException, IOException {
    if (pages == null) {
      rows.commit(counts);
      rows.close();
      rows = null;
      pages = new PageAppender(file);
    }
    return pages;
  }

  /** Adds a chunk to the tables of chunks and of full text. */
  @Override
  public void chunk(Chunk chunk, String signature, String doc, String words) {
    var row = FullTextRow.of(chunk, signature, doc, words);
    run(
        () -> {
          IndexInserts inserts = rows().inserts();
          inserts.chunk(chunk);
          inserts.fullText(row);
        });
    // The other kinds cost more, and are left to whoever asks what is derivable.
    balance.chunk(chunk.docId(), TermKind.TOKEN, TermSource.of(row));
  }

  @Override
  public void docLength(int docId, int length) {
    run(() -> rows().inserts().docLength(docId, length));
  }

  @Override
  public int leftOut() {
    return leftOut;
  }

  @Override
  public void termsAreComplete() {
    run(
        () -> {
          // To take turns leaves a file that can be read, whose chunks are where they stay.
          pages();
          rows();
          if (whenComplete != null) {
            Connection chunks = chunks();
            whenComplete.accept(() -> derivable(chunks));
          }
        });
  }

  /** The chunks as they are now, whatever else is written while they are read. */
  private Connection chunks() throws SQLException {
    Connection connection = Connections.besideBuilder(file);
    try {
      // One transaction, begun before anything else is written: it sees the schema of its
      // beginning.
      connection.setAutoCommit(false);
      TermSource.forEach(connection, mode, 0, 1, (docId, source) -> {});
      return connection;
    } catch (SQLException | RuntimeException e) {
      Connections.closeAfter(connection, e);
      throw e;
    }
  }

  /**
   * The kinds of which all terms are those that {@link ChunkTerms} makes. Reads what the finished
   * and closed file holds of the chunks, which takes a while; to be called once, on any thread.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public Set<TermKind> derivable() {
    try {
      return derivable(Connections.reader(file));
    } catch (SQLException e) {
      throw StoreFailure.of(file, e);
    } catch (IOException e) {
      throw StoreFailure.unreadable(file, e);
    }
  }

  /** Closes the connection. */
  private Set<TermKind> derivable(Connection chunks) {
    Set<TermKind> kinds = EnumSet.allOf(TermKind.class);
    run(
        () -> {
          try (chunks) {
            kinds.remove(TermKind.TOKEN);
            add(chunks, kinds, 0, TermBalance.SAMPLE);
            kinds.removeIf(kind -> !balance.isEvenInSample(kind));
            if (!kinds.isEmpty()) {
              add(chunks, kinds, TermBalance.SAMPLE, Integer.MAX_VALUE);
            }
            kinds.add(TermKind.TOKEN);
          }
        });
    kinds.removeIf(kind -> !balance.isEven(kind));
    return kinds;
  }

  private void add(Connection connection, Set<TermKind> kinds, int from, int to)
      throws SQLException {
    TermSource.forEach(
        connection,
        mode,
        from,
        to,
        (docId, source) -> {
          if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("adding up terms was interrupted");
          }
          kinds.forEach(kind -> balance.chunk(docId, kind, source));
        });
  }

  @Override
  public void token(int id, String token, Postings postings) {
    term(TermKind.TOKEN, id, token, postings.docIds(), postings.frequencies());
  }

  @Override
  public void phrase(int id, String phrase, int[] docIds) {
    term(TermKind.PHRASE, id, phrase, docIds, null);
  }

  @Override
  public void chargram(int id, String gram, int[] docIds) {
    term(TermKind.CHARGRAM, id, gram, docIds, null);
  }

  private void term(TermKind kind, int id, String term, int[] docIds, int[] frequencies) {
    if (WellFormed.isNot(term)) {
      leftOut++;
      return;
    }
    run(
        () -> {
          TermTrees tree = trees.get(kind);
          balance.postings(kind, term, docIds, frequencies);
          tree.addPostings(id, docIds, frequencies, pages());
          if (!tree.addTerm(id, term.getBytes(StandardCharsets.UTF_8), pages())) {
            waiting.add(new Term(kind, id, term));
            if (waiting.size() == WAITING_TERMS) {
              writeWaiting();
            }
          }
        });
  }

  private void writeWaiting() throws SQLException, IOException {
    for (Term term : waiting) {
      rows().inserts().term(term.kind(), term.id(), term.text());
    }
    waiting.clear();
  }

  @Override
  public void minHash(int docId, int[] signature) {
    run(() -> rows().inserts().minHash(docId, signature));
  }

  @Override
  public void denseMeta(DenseMeta meta) {
    denseMeta = meta;
  }

  @Override
  public void denseVector(int docId, byte[] vector) {
    run(() -> rows().inserts().denseVector(docId, vector));
  }

  @Override
  public void file(FileEntry entry) {
    run(() -> rows().inserts().file(entry));
  }

  /** Writes what is left, the statistics, the indexes and the version, and commits. */
  @Override
  public Map<String, Long> finish() {
    run(
        () -> {
          for (TermKind kind : TermKind.values()) {
            TermTrees tree = trees.get(kind);
            tree.finish(pages());
            counts.merge(kind.vocabulary(), tree.terms(), Long::sum);
            counts.put(kind.postings(), tree.postings());
          }
          writeWaiting();
          if (denseMeta != null && counts.get("dense_vectors") > 0) {
            rows().inserts().denseMeta(denseMeta);
          }
          rows().complete(vectorTable);
          rows().commit(counts);
        });
    counts.put("token_stats", 1L);
    return counts;
  }

  private interface Work {
    void run() throws SQLException, IOException;
  }

  private void run(Work work) {
    try {
      work.run();
    } catch (SQLException e) {
      throw StoreFailure.of(file, e);
    } catch (IOException e) {
      throw BuildFailedException.unwritable(file, e, "build again");
    }
  }

  /**
   * Closes the file; what was not finished is not committed.
   *
   * @throws SluiceException if it cannot be closed
   */
  @Override
  public void close() {
    run(
        () -> {
          if (rows != null) {
            rows.close();
          }
          if (pages != null) {
            pages.close();
          }
        });
  }
}
