package dev.sluice.sqlite.ann;

import dev.sluice.core.AnnConfig;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.Platform;
import dev.sluice.core.StoreUnavailableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A loadable extension with a module like {@code vec0} of sqlite-vec. */
final class Vec0 implements VectorExtension {
  /** A property of the column; other options are arguments of the module. */
  private static final String METRIC = "distance_metric=";

  private static final Pattern COSINE =
      Pattern.compile("\\bdistance_metric\\s*=\\s*cosine\\b", Pattern.CASE_INSENSITIVE);

  private final AnnConfig config;

  /**
   * @throws IllegalArgumentException if the configuration names another provider or encoding
   */
  Vec0(AnnConfig config) {
    if (!config.provider().equals(AnnConfig.DEFAULT.provider())) {
      throw new IllegalArgumentException(
          "ann.provider is '" + config.provider() + "', the one known is sqlite-vec");
    }
    if (!List.of("float32", "json").contains(config.encoding())) {
      throw new IllegalArgumentException(
          "ann.encoding is '" + config.encoding() + "', expected float32 or json");
    }
    this.config = config;
  }

  @Override
  public Optional<String> obstacle() {
    if (config.library() == null) {
      return Optional.of("no library of " + config.provider() + " is set up");
    }
    if (!Files.isRegularFile(config.library())) {
      return Optional.of(config.library() + " is not there");
    }
    return LibraryFile.mismatch(config.library(), Platform.current())
        .or(() -> LibraryFile.exposure(config.library()))
        .or(() -> InstalledExtensions.mismatch(config.library()))
        .map(reason -> config.library() + " " + reason);
  }

  @Override
  public void load(Connection connection) throws SQLException {
    if (ExtensionLoader.isLoaded(connection, config)) {
      return;
    }
    Optional<String> obstacle = obstacle();
    if (obstacle.isPresent()) {
      throw refusal(obstacle.get(), null);
    }
    try {
      ExtensionLoader.load(connection, config);
    } catch (SQLException e) {
      throw refusal(config.library() + " cannot be loaded: " + e.getMessage(), e);
    }
  }

  static StoreUnavailableException refusal(String reason, SQLException cause) {
    return new StoreUnavailableException(
        ErrorCode.MISSING,
        "the vector extension: " + reason,
        "it was not installed, or for another machine",
        "see: sluice extension verify; without it: --ann exact, or rebuild with --ann exact",
        cause);
  }

  @Override
  public String create(String table, String column, int dims) {
    var vector = new StringBuilder(column + " float[" + dims + "]");
    var arguments = new ArrayList<String>();
    for (String option : config.options()) {
      if (option.startsWith(METRIC)) {
        vector.append(' ').append(option);
      } else {
        arguments.add(option);
      }
    }
    arguments.add(0, vector.toString());
    return "CREATE VIRTUAL TABLE \""
        + table
        + "\" USING "
        + config.module()
        + "("
        + String.join(", ", arguments)
        + ")";
  }

  @Override
  public boolean made(String createStatement) {
    return createStatement
        .toLowerCase(Locale.ROOT)
        .matches("(?s).*\\busing\\s+\"?" + config.module().toLowerCase(Locale.ROOT) + "\\b.*");
  }

  @Override
  public boolean goesByCosine(String createStatement) {
    return COSINE.matcher(createStatement).find();
  }

  @Override
  public String nearest(String table, String column, boolean amongCandidates) {
    return "SELECT rowid, distance FROM \""
        + table
        + "\" WHERE \""
        + column
        + "\" MATCH ? AND k = ?"
        + (amongCandidates ? " AND rowid IN (SELECT value FROM json_each(?))" : "")
        + " ORDER BY distance";
  }

  @Override
  public Object encode(float[] vector) {
    if (config.encoding().equals("json")) {
      return Arrays.toString(vector);
    }
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }
}
