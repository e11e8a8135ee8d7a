package dev.sluice.sqlite.ann;

import java.sql.Connection;
import java.util.Arrays;
import java.util.Optional;

/** A plain table of vectors as JSON, asked by computing every cosine: no library is loaded. */
public final class StandInExtension implements VectorExtension {
  /** Set to make it look absent. */
  public String obstacle;

  private int loads;

  /** How many times it was asked to load. */
  public int loads() {
    return loads;
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.ofNullable(obstacle);
  }

  @Override
  public void load(Connection connection) {
    if (obstacle != null) {
      throw Vec0.refusal(obstacle, null);
    }
    loads++;
  }

  @Override
  public String create(String table, String column, int dims) {
    return "CREATE TABLE \""
        + table
        + "\" (rowid INTEGER PRIMARY KEY, \""
        + column
        + "\" NOT NULL)";
  }

  @Override
  public boolean made(String createStatement) {
    return createStatement.startsWith("CREATE TABLE");
  }

  @Override
  public boolean goesByCosine(String createStatement) {
    return true;
  }

  @Override
  public String nearest(String table, String column, boolean amongCandidates) {
    return """
        SELECT rowid, (SELECT 1 - sum(a.value * b.value)
                                  / sqrt(sum(a.value * a.value) * sum(b.value * b.value))
                       FROM json_each(t."%2$s") a JOIN json_each(?1) b ON a.key = b.key) AS distance
        FROM "%1$s" t %3$s ORDER BY distance LIMIT ?2
        """
        .formatted(
            table,
            column,
            amongCandidates ? "WHERE rowid IN (SELECT value FROM json_each(?3))" : "");
  }

  @Override
  public Object encode(float[] vector) {
    return Arrays.toString(vector);
  }
}
