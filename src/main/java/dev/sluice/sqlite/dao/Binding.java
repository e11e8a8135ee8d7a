package dev.sluice.sqlite.dao;

import dev.sluice.core.FullTextWeights;
import dev.sluice.core.Mode;
import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;

/** Arguments of DAO methods as parameters of a statement. */
final class Binding {
  private Binding() {}

  /** Binds an argument, a record as its components; returns the next position. */
  static int bind(PreparedStatement statement, int position, Object argument) throws SQLException {
    if (argument instanceof Mode mode) {
      statement.setString(position, mode.id());
    } else if (argument instanceof Integer number) {
      statement.setInt(position, number);
    } else if (argument instanceof FullTextWeights weights) {
      return bindAll(statement, position, weights.byColumn());
    } else if (argument instanceof Record row) {
      return bindAll(statement, position, components(row));
    } else {
      bindValue(statement, position, argument);
    }
    return position + 1;
  }

  private static int bindAll(PreparedStatement statement, int position, double[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setDouble(position + i, values[i]);
    }
    return position + values.length;
  }

  private static int bindAll(PreparedStatement statement, int position, Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      bindValue(statement, position + i, values[i]);
    }
    return position + values.length;
  }

  private static void bindValue(PreparedStatement statement, int position, Object value)
      throws SQLException {
    if (value != null && !(value instanceof String) && !(value instanceof Number)) {
      throw new IllegalArgumentException("a column cannot hold a " + value.getClass());
    }
    statement.setObject(position, value);
  }

  private static Object[] components(Record row) {
    RecordComponent[] components = row.getClass().getRecordComponents();
    var values = new Object[components.length];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = components[i].getAccessor().invoke(row);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(row.getClass() + " has to be public", e);
    }
    return values;
  }

  /**
   * The argument of a list parameter, distinct and ascending: an {@code int[]} stays one, so that
   * ids are not boxed.
   */
  static Object list(Object argument) {
    if (!(argument instanceof int[] ids)) {
      return ((Collection<?>) argument).stream().sorted().distinct().toArray();
    }
    for (int i = 1; i < ids.length; i++) {
      if (ids[i] <= ids[i - 1]) {
        return Arrays.stream(ids).sorted().distinct().toArray();
      }
    }
    return ids;
  }

  /**
   * Binds as many elements of a {@link #list} as a step of the {@link Ladder} has, from one on, the
   * last one again where there are fewer; returns the next position.
   */
  static int bindStep(PreparedStatement statement, int position, Object list, int from, int step)
      throws SQLException {
    int last = Array.getLength(list) - 1;
    for (int i = from; i < from + step; i++) {
      if (list instanceof int[] ids) {
        statement.setInt(position + i - from, ids[Math.min(i, last)]);
      } else {
        bindValue(statement, position + i - from, ((Object[]) list)[Math.min(i, last)]);
      }
    }
    return position + step;
  }
}
