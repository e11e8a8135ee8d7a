package dev.sluice.schema.review;

import java.util.List;
import java.util.Optional;

/**
 * One CREATE statement of the schema folder.
 *
 * @param table the object itself, or the table of an index
 * @param path of the file inside the schema folder
 * @param sql the statement without what precedes and follows it
 * @param comment what is said above it, in one line; empty if nothing
 * @param parts the columns, and for full-text tables the options, in order; none for indexes
 */
public record Declaration(
    Kind kind,
    String name,
    String table,
    String path,
    Location location,
    String sql,
    String comment,
    List<Part> parts) {
  /** What is declared. */
  public enum Kind {
    TABLE,
    FULL_TEXT_TABLE,
    INDEX
  }

  /**
   * A column or an option.
   *
   * @param comment what is said behind it, in one line; empty if nothing
   */
  public record Part(String name, Location location, String comment) {}

  public Declaration {
    parts = List.copyOf(parts);
  }

  Optional<Part> part(String partName) {
    return parts.stream().filter(part -> part.name().equalsIgnoreCase(partName)).findFirst();
  }
}
