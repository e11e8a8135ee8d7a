package dev.sluice.sqlite.ann;

import dev.sluice.core.AnnConfig;
import dev.sluice.core.AnnMode;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import dev.sluice.core.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The vector table of a configuration, in whatever database: {@code rowid} is the doc id, and the
 * row ids are exactly the doc ids of dense_vectors. Holds no connection; safe for use by many
 * threads.
 */
public final class VectorTable {
  /** As far as anything is known without settings: a table that is there is found and checked. */
  public static final VectorTable DEFAULT = of(AnnConfig.DEFAULT);

  private static final Pattern VIRTUAL =
      Pattern.compile("^\\s*CREATE\\s+VIRTUAL\\b", Pattern.CASE_INSENSITIVE);

  private final AnnMode mode;
  private final boolean setUp;
  private final VectorTableName name;
  private final VectorExtension extension;
  private final String unsafe;

  private VectorTable(
      AnnConfig config, VectorTableName name, VectorExtension extension, String unsafe) {
    this.mode = config.mode();
    this.setUp = config.library() != null || unsafe != null;
    this.name = name;
    this.extension = extension;
    this.unsafe = unsafe;
  }

  /** By the extension that the configuration names. */
  public static VectorTable of(AnnConfig config) {
    try {
      return with(config, new Vec0(config));
    } catch (IllegalArgumentException e) {
      return unsafe(config, e);
    }
  }

  /** By another extension. */
  public static VectorTable with(AnnConfig config, VectorExtension extension) {
    try {
      return new VectorTable(config, VectorTableName.of(config), extension, null);
    } catch (IllegalArgumentException e) {
      return unsafe(config, e);
    }
  }

  private static VectorTable unsafe(AnnConfig config, IllegalArgumentException reason) {
    return new VectorTable(config, null, null, reason.getMessage());
  }

  public AnnMode mode() {
    return mode;
  }

  /** The table's name; the one of no settings where those cannot be used. */
  public String table() {
    return name == null ? AnnConfig.DEFAULT.table() : name.table();
  }

  /** Why names or options of the configuration may not reach SQL; empty if they may. */
  public Optional<String> unsafe() {
    return Optional.ofNullable(unsafe);
  }

  /** Why the extension cannot be used with this configuration; empty if it may be. */
  public Optional<String> obstacle() {
    return unsafe().or(() -> extension.obstacle());
  }

  /**
   * Why no table is made although an extension was set up for it; empty if one is made, or if none
   * was wanted or set up.
   */
  public Optional<String> warning() {
    return mode == AnnMode.AUTO && setUp
        ? obstacle().map(reason -> "no vector table is made: " + reason)
        : Optional.empty();
  }

  /**
   * Refuses what was asked for by name and cannot be done, before anything is begun.
   *
   * @throws SluiceException if the mode is {@link AnnMode#EXTENSION} and there is an obstacle
   */
  public void requireIfAskedFor() {
    if (mode == AnnMode.EXTENSION) {
      require();
    }
  }

  /**
   * Refuses a configuration that cannot be used.
   *
   * @throws SluiceException if there is an obstacle
   */
  private void require() {
    requireSafe();
    Optional<String> obstacle = extension.obstacle();
    if (obstacle.isPresent()) {
      throw Vec0.refusal(obstacle.get(), null);
    }
  }

  private void requireSafe() {
    if (unsafe != null) {
      throw new SluiceException(
          ErrorCode.USAGE,
          "the vector extension: " + unsafe,
          "",
          "correct the setting; sluice extension show tells where it comes from");
    }
  }

  /**
   * Makes the extension known to the connection; does nothing where it is known already.
   *
   * @throws SluiceException if it cannot be loaded
   */
  public void load(Connection connection) throws SQLException {
    requireSafe();
    extension.load(connection);
  }

  /** The statement that made the table; null if it is not there. */
  private static String createStatement(Connection connection, VectorTableName name)
      throws SQLException {
    String sql =
        "SELECT sql FROM sqlite_schema WHERE name = ? COLLATE NOCASE AND type IN ('table', 'view')";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name.table());
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  /**
   * The rows of the table, ready for changes; the only way to them for every pipeline. A table that
   * is not there is made and filled from dense_vectors if the mode wants it and the extension is
   * there. Close it before the connection.
   *
   * @return empty if there is no table and none is made
   * @throws StoreUnavailableException if there is one, and without the extension it cannot be kept
   *     in step
   */
  public Optional<VectorRows> rows(Connection connection) throws SQLException {
    requireIfAskedFor();
    String made = name == null ? null : createStatement(connection, name);
    if (made == null && !(mode.wantsExtension() && obstacle().isEmpty())) {
      return Optional.empty();
    }
    if (made != null && !extension.made(made)) {
      throw new StoreUnavailableException(
          ErrorCode.FORBIDDEN_OBJECT,
          "the table " + name.table() + " is there and was not made by " + name.module(),
          "another extension made it, or it is hostile",
          "rebuild the database with: sluice build");
    }
    load(connection);
    return VectorRows.open(connection, name, extension, made == null);
  }

  /**
   * A table that can be read for the row ids, if there is a vector table: for sqlite-vec one of its
   * own, which needs no extension.
   *
   * @throws StoreUnavailableException if it takes the extension, and that cannot be loaded
   */
  public Optional<String> rowIds(Connection connection) throws SQLException {
    VectorTableName known = name == null ? VectorTableName.of(AnnConfig.DEFAULT) : name;
    String made = createStatement(connection, known);
    if (made == null) {
      return Optional.empty();
    }
    String readable = known.readable(connection);
    if (readable.equals(known.table()) && VIRTUAL.matcher(made).find()) {
      load(connection);
    }
    return Optional.of(readable);
  }

  /**
   * Loads the extension, makes the table, fills it and asks it, in a database of no use.
   *
   * @param done hears of each step that went well
   * @throws SluiceException if the extension cannot be loaded or answers wrongly
   */
  public void tryOut(Connection connection, Consumer<String> done) throws SQLException {
    load(connection);
    done.accept("load");
    ExtensionLoader.execute(connection, extension.create(name.table(), name.column(), 2));
    done.accept("create");
    try (PreparedStatement insert = connection.prepareStatement(name.insert())) {
      float[][] vectors = {{1, 0}, {0, 1}};
      for (int rowId = 0; rowId < vectors.length; rowId++) {
        insert.setLong(1, rowId);
        insert.setObject(2, extension.encode(vectors[rowId]));
        insert.executeUpdate();
      }
    }
    done.accept("insert");
    int[] found = nearest(connection).find(new float[] {0.1f, 0.9f}, 1, null).docIds();
    if (found.length != 1 || found[0] != 1) {
      throw NearestRows.unusable("it found " + Arrays.toString(found) + ", expected [1]");
    }
    done.accept("find");
  }

  /** Whether the database has the table. */
  public boolean isIn(Connection connection) throws SQLException {
    return name != null && createStatement(connection, name) != null;
  }

  /** Makes and fills the table as {@link #rows} does; for a database without one. */
  public void fill(Connection connection) throws SQLException {
    Optional<VectorRows> rows = rows(connection);
    if (rows.isPresent()) {
      rows.get().close();
    }
  }

  /** The table as something to ask, if it is there and in step with dense_vectors. */
  public NearestRows nearest(Connection connection) throws SQLException {
    load(connection);
    String made = createStatement(connection, name);
    if (made == null || !extension.made(made)) {
      throw NearestRows.unusable("the database has no table " + name.table());
    }
    return new NearestRows(connection, name, extension, extension.goesByCosine(made));
  }
}
