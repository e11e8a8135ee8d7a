package dev.sluice.sqlite;

import dev.sluice.core.DurableFiles;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.MissingPath;
import dev.sluice.core.Observers;
import dev.sluice.core.SluiceException;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.DeclaredSchema;
import dev.sluice.schema.Judgement;
import dev.sluice.schema.Observation;
import dev.sluice.schema.Role;
import dev.sluice.schema.SchemaGate;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gate in front of SQLite files: every way of opening one goes through here. */
public final class SqliteGate {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_BYTES = 100;
  private static final Pattern NAME = Pattern.compile("index-([a-z-]+)\\.db");

  private SqliteGate() {}

  /**
   * The verdict on a file, without changing a byte of it or of anything beside it.
   *
   * @throws StoreUnavailableException if another process holds the file for too long to look
   */
  public static Judgement check(Path file, Role role) {
    return judge(observe(file), role);
  }

  /** Throws the refusal if {@link #check} does not say ok. */
  public static void require(Path file, Role role) {
    require(file, check(file, role));
  }

  /**
   * Like {@link #require(Path, Role)}, for whoever changes the file anyway: where a crash left a
   * log, SQLite may make an {@code -shm} beside it, and nothing has to be copied to look.
   *
   * @throws SluiceException the refusal
   */
  public static void requireToChange(Path file, Role role) {
    try {
      if (Files.exists(file) && Connections.needsRecovery(file)) {
        openReader(file, role).close();
      } else {
        require(file, role);
      }
    } catch (SQLException e) {
      throw StoreFailure.of(file, e);
    } catch (IOException e) {
      throw StoreFailure.unreadable(file, e);
    }
  }

  /**
   * A read-only connection to a file that may be a database; whoever uses it asks {@link
   * #require(Path, Connection, Role)} first.
   *
   * @throws SluiceException if the file is none for certain, or cannot be opened
   */
  static Connection openUnjudged(Path file) {
    try {
      var unopened = observeFile(file);
      if (unopened.isPresent()) {
        // Roles do not differ in what is not a database.
        require(file, judge(unopened.get(), Role.READER));
      }
      return Connections.reader(file);
    } catch (SQLException e) {
      throw StoreFailure.of(file, e);
    } catch (IOException e) {
      throw StoreFailure.unreadable(file, e);
    }
  }

  /**
   * A read-only connection to a file that passed, judged by what this very connection sees.
   *
   * @throws SluiceException the refusal
   */
  static Connection openReader(Path file, Role role) {
    Connection connection = openUnjudged(file);
    try {
      require(file, connection, role);
      return connection;
    } catch (SQLException e) {
      Connections.closeAfter(connection, e);
      throw StoreFailure.of(file, e);
    } catch (SluiceException e) {
      Connections.closeAfter(connection, e);
      throw e;
    }
  }

  /** Throws the refusal if the role may not use what this very connection sees. */
  static void require(Path file, Connection connection, Role role) throws SQLException {
    require(file, judge(observe(connection), role));
  }

  private static Judgement judge(Observation observed, Role role) {
    Judgement judgement = SchemaGate.judge(DeclaredSchema.lock(), observed, role);
    Observers.current().judged("sqlite", judgement.verdict().id());
    return judgement;
  }

  /** The refusal of a path that names nothing. */
  static SluiceException missing(Path file) {
    return judge(new Observation.Missing(), Role.READER)
        .refusal(file.toString(), rebuildCommand(file));
  }

  private static void require(Path file, Judgement judgement) {
    if (!judgement.ok()) {
      throw judgement.refusal(file.toString(), rebuildCommand(file));
    }
  }

  /** The command that builds the store again, for remedies. */
  public static String rebuildCommand(Path file) {
    var place = IndexLayout.ofSqlite(file);
    if (place.isEmpty()) {
      Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
      return "sluice build" + (name.matches() ? " --mode " + name.group(1) : "");
    }
    return place.get().buildCommand();
  }

  private static Observation observe(Path file) {
    try {
      var unopened = observeFile(file);
      if (unopened.isPresent()) {
        return unopened.get();
      }
      return lookAt(file, SqliteGate::observe);
    } catch (SQLException e) {
      return observe(file, e);
    } catch (IOException e) {
      throw StoreFailure.unreadable(file, e);
    }
  }

  /** A look at a database through a connection that changes nothing. */
  interface Look<T> {
    T at(Connection connection) throws SQLException;
  }

  /**
   * Looks at a database that passed, changing no byte of it or of anything beside it.
   *
   * @throws SluiceException if it cannot be read
   */
  static <T> T look(Path file, Look<T> look) {
    try {
      return lookAt(file, look);
    } catch (SQLException e) {
      throw StoreFailure.of(file, e);
    } catch (IOException e) {
      throw StoreFailure.unreadable(file, e);
    }
  }

  /**
   * Looks at a database like {@link #look}, through a connection whose own view passed.
   *
   * @throws SluiceException the refusal, or what went wrong while reading
   */
  static <T> T lookAs(Role role, Path file, Look<T> look) {
    require(file, role);
    return look(
        file,
        connection -> {
          require(file, connection, role);
          return look.at(connection);
        });
  }

  private static <T> T lookAt(Path file, Look<T> look) throws SQLException, IOException {
    if (Connections.needsRecovery(file)) {
      return lookAtCopy(file, look);
    }
    try (Connection connection = Connections.untouching(file)) {
      return look.at(connection);
    }
  }

  /** Looks at a copy of the file and its log, because SQLite would write beside the original. */
  private static <T> T lookAtCopy(Path file, Look<T> look) throws SQLException, IOException {
    Path folder = Files.createTempDirectory("sluice-check");
    try {
      Path copy = Files.copy(file, folder.resolve("copy.db"));
      Files.copy(
          Connections.sibling(file, Connections.LOG), Connections.sibling(copy, Connections.LOG));
      try (Connection connection = Connections.reader(copy)) {
        return look.at(connection);
      }
    } finally {
      DurableFiles.deleteTree(folder);
    }
  }

  /** What can be told without SQLite: an unusual file must not even reach it. */
  private static Optional<Observation> observeFile(Path file) throws IOException {
    try {
      // Not Files.exists: what may not be looked at, or is a loop of links, is not missing.
      Files.readAttributes(file, BasicFileAttributes.class);
    } catch (FileSystemException e) {
      if (MissingPath.isCause(e, file)) {
        return Optional.of(new Observation.Missing());
      }
      throw e;
    }
    if (Files.isDirectory(file)) {
      return Optional.of(new Observation.NotADatabase("a folder"));
    }
    if (!Files.isRegularFile(file)) {
      return Optional.of(new Observation.NotADatabase("not a regular file"));
    }
    if (Files.size(file) == 0) {
      return Optional.of(new Observation.Empty());
    }
    return observeHeader(file);
  }

  /** Offsets as in section 1.3 of the file format documentation of SQLite. */
  private static Optional<Observation> observeHeader(Path file) throws IOException {
    byte[] header = new byte[HEADER_BYTES];
    long length;
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      length = in.length();
      int read = in.read(header);
      if (read < MAGIC.length || !startsWithMagic(header)) {
        return Optional.of(new Observation.NotADatabase("a file without the header of SQLite"));
      }
      if (read < HEADER_BYTES) {
        return Optional.of(new Observation.Corrupt("cut short inside its header"));
      }
    }
    var fields = ByteBuffer.wrap(header);
    int pageSize = fields.getShort(16) == 1 ? 65_536 : fields.getShort(16) & 0xFFFF;
    if (pageSize < 512 || Integer.bitCount(pageSize) != 1) {
      return Optional.of(new Observation.Corrupt("page size " + pageSize + " in its header"));
    }
    boolean pageCountIsValid = fields.getInt(24) == fields.getInt(92);
    long expected = (fields.getInt(28) & 0xFFFF_FFFFL) * pageSize;
    if (pageCountIsValid && length < expected && !hasLog(file)) {
      return Optional.of(
          new Observation.Corrupt(length + " bytes long, " + expected + " by its header"));
    }
    return Optional.empty();
  }

  private static boolean startsWithMagic(byte[] header) {
    for (int i = 0; i < MAGIC.length; i++) {
      if (header[i] != MAGIC[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasLog(Path file) throws IOException {
    Path log = Connections.sibling(file, Connections.LOG);
    return Files.exists(log) && Files.size(log) > 0;
  }

  private static Observation observe(Connection connection) throws SQLException {
    int version = CatalogObserver.userVersion(connection);
    Catalog declared = DeclaredSchema.catalog();
    Set<String> unchanged = DeclaredText.unchangedTables(connection);
    if (unchanged.size() == declared.tables().size()) {
      return new Observation.AsDeclared(version);
    }
    Catalog rest = declared.only(table -> !unchanged.contains(table));
    Catalog observed = CatalogObserver.observe(connection, rest);
    if (version == 0 && observed.tables().isEmpty()) {
      return new Observation.Empty();
    }
    return new Observation.Opened(version, observed.with(declared.only(unchanged::contains)));
  }

  private static Observation observe(Path file, SQLException failure) {
    if (StoreFailure.isUnfinishedChange(failure)) {
      return new Observation.Interrupted("holds a change that was never finished");
    }
    return switch (StoreFailure.kind(failure)) {
      case NOT_A_DATABASE ->
          new Observation.NotADatabase("not a database: " + failure.getMessage());
      case CORRUPT -> new Observation.Corrupt(failure.getMessage());
      default -> throw StoreFailure.of(file, failure);
    };
  }
}
