package dev.sluice.sqlite;

import dev.sluice.core.Mode;
import dev.sluice.schema.Judgement;
import dev.sluice.schema.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What passing the gate costs. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(1)
public class GateBenchmark {
  private Path folder;
  private Path file;
  private FileIdentity identity;
  private ReadSession session;
  private Connection connection;
  private Path spacedFile;
  private Connection spaced;
  private Path reportedFile;
  private Connection reported;
  private Gatekeeper gatekeeper;
  private SqliteIndexReader reader;

  @Setup
  public void open() throws IOException, SQLException {
    folder = Files.createTempDirectory("sluice-benchmark");
    file = folder.resolve("index-code.db");
    try (var writer = SqliteIndexWriter.create(file, Mode.CODE)) {
      writer.finish();
    }
    spacedFile = Files.copy(file, folder.resolve("spaced.db"));
    try (Connection writer = Connections.writer(spacedFile)) {
      Connections.execute(writer, "PRAGMA writable_schema = 1");
      Connections.execute(writer, "UPDATE sqlite_schema SET sql = replace(sql, ' ', '  ')");
    }
    spaced = Connections.reader(spacedFile);
    reportedFile = Files.copy(file, folder.resolve("reported.db"));
    try (Connection writer = Connections.writer(reportedFile)) {
      Connections.execute(writer, "ALTER TABLE token_stats RENAME COLUMN mode TO other");
      Connections.execute(writer, "ALTER TABLE token_stats RENAME COLUMN other TO \"mode\"");
    }
    reported = Connections.reader(reportedFile);
    identity = FileIdentity.of(file);
    session = ReadSession.open(Jdbi.create(() -> SqliteGate.openUnjudged(file)), identity);
    connection = session.connection();
    gatekeeper = new Gatekeeper(file);
    session.begin(gatekeeper, Role.READER, new AtomicLong());
    reader = SqliteIndexReader.open(file, Mode.CODE);
  }

  @TearDown
  public void close() throws IOException, SQLException {
    reader.close();
    session.close();
    spaced.close();
    Files.delete(spacedFile);
    reported.close();
    Files.delete(reportedFile);
    Files.delete(file);
    Files.delete(folder);
  }

  /** The full check of a good file on an open connection. */
  @Benchmark
  public void fullCheck() throws SQLException {
    SqliteGate.require(file, connection, Role.WRITER);
  }

  /** The same of a file that the declared words made with other spaces, as PairOfCleats does. */
  @Benchmark
  public void fullCheckOfOtherSpaces() throws SQLException {
    SqliteGate.require(spacedFile, spaced, Role.WRITER);
  }

  /** The same of a file that other words made, so that SQLite has to report what it has. */
  @Benchmark
  public void fullCheckByReport() throws SQLException {
    SqliteGate.require(reportedFile, reported, Role.WRITER);
  }

  /** The check of a file that this path had before, in the transaction it is made in. */
  @Benchmark
  public void repeatedCheck() throws SQLException {
    gatekeeper.require(connection, session.state(), Role.READER);
  }

  /** A pooled read of one row, the look at the file and its transaction included. */
  @Benchmark
  public Object pooledRead() {
    return reader.tokenStats();
  }

  /** {@code sluice check}: opening the file included. */
  @Benchmark
  public Judgement check() {
    return SqliteGate.check(file, Role.WRITER);
  }
}
