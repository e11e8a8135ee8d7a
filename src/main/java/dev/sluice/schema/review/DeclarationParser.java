package dev.sluice.schema.review;

import dev.sluice.schema.review.Declaration.Kind;
import dev.sluice.schema.review.Declaration.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the statements of a schema file: tables, full-text tables of fts5, and indexes.
 *
 * <p>Only what {@code catalog.lock} records is accepted. A DEFAULT, a CHECK, a foreign key or the
 * condition of a partial index could otherwise change and leave the lock and its version as they
 * were; and without expressions nothing in a schema can call a function.
 */
final class DeclarationParser {
  private static final Set<String> TABLE_CONSTRAINTS =
      Set.of("CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN");
  private static final Set<String> COLUMN_CONSTRAINTS =
      Set.of(
          "CONSTRAINT",
          "PRIMARY",
          "NOT",
          "NULL",
          "UNIQUE",
          "CHECK",
          "DEFAULT",
          "COLLATE",
          "REFERENCES",
          "GENERATED",
          "AS",
          "ON");

  private final SourceFile file;
  private final TokenCursor cursor;

  private DeclarationParser(SourceFile file) {
    this.file = file;
    this.cursor = new TokenCursor(file);
  }

  /**
   * All statements of a file.
   *
   * @throws InvalidSchemaException at the first thing that may not be there
   */
  static List<Declaration> parse(SourceFile file) {
    var parser = new DeclarationParser(file);
    var declarations = new ArrayList<Declaration>();
    int commentsFrom = 0;
    while (!parser.cursor.atEnd()) {
      declarations.add(parser.statement(commentsFrom));
      commentsFrom = parser.cursor.position();
      if (!parser.cursor.accept(';') && !parser.cursor.atEnd()) {
        throw parser.cursor.refuse("';' was expected, not " + parser.cursor.peek().describe());
      }
    }
    return declarations;
  }

  private Declaration statement(int commentsFrom) {
    int start = cursor.position();
    String comment = cursor.comments(commentsFrom, start);
    Location location = cursor.location();
    if (!cursor.accept("CREATE")) {
      throw notAccepted();
    }
    Kind kind = kind();
    if (cursor.peek().is("IF")) {
      throw cursor.refuse("IF NOT EXISTS would hide that something is declared twice");
    }
    String name = cursor.name();
    if (cursor.peek().isSymbol('.')) {
      throw cursor.refuse("a declared object has no schema before its name");
    }
    var parts = new ArrayList<Part>();
    String table = name;
    switch (kind) {
      case TABLE -> table(parts);
      case FULL_TEXT_TABLE -> fullTextTable(parts);
      default -> table = index();
    }
    String sql = cursor.textFrom(start);
    return new Declaration(kind, name, table, file.path(), location, sql, comment, parts);
  }

  private Kind kind() {
    if (cursor.accept("TABLE")) {
      return Kind.TABLE;
    }
    if (cursor.accept("VIRTUAL")) {
      cursor.expect("TABLE");
      return Kind.FULL_TEXT_TABLE;
    }
    if (cursor.accept("UNIQUE")) {
      cursor.expect("INDEX");
      return Kind.INDEX;
    }
    if (cursor.accept("INDEX")) {
      return Kind.INDEX;
    }
    throw notAccepted();
  }

  private InvalidSchemaException notAccepted() {
    return cursor.refuse(
        "tables, full-text tables and indexes are all that may be created here, not "
            + cursor.peek().describe());
  }

  private void table(List<Part> parts) {
    cursor.expect('(');
    do {
      if (isKeyword(TABLE_CONSTRAINTS)) {
        tableConstraint();
      } else {
        parts.add(part(this::column));
      }
    } while (cursor.accept(','));
    cursor.expect(')');
    if (cursor.accept("WITHOUT")) {
      cursor.expect("ROWID");
    }
    if (cursor.peek().isName()) {
      throw notRecorded();
    }
  }

  /** A part's comment ends where the next part begins. */
  private Part part(Runnable rest) {
    int start = cursor.position();
    Location location = cursor.location();
    String name = cursor.name();
    rest.run();
    int end = cursor.position();
    if (cursor.peek().isSymbol(',')) {
      end = cursor.positionAfterCurrent();
    }
    return new Part(name, location, cursor.comments(start, end));
  }

  private void column() {
    while (cursor.peek().kind() == SqlToken.Kind.WORD && !isKeyword(COLUMN_CONSTRAINTS)) {
      cursor.next();
    }
    if (cursor.accept('(')) {
      do {
        if (cursor.next().kind() != SqlToken.Kind.NUMBER) {
          throw cursor.refuse("the arguments of a type are numbers");
        }
      } while (cursor.accept(','));
      cursor.expect(')');
    }
    while (!cursor.peek().isSymbol(',') && !cursor.peek().isSymbol(')')) {
      columnConstraint();
    }
  }

  private void columnConstraint() {
    if (cursor.accept("NOT")) {
      cursor.expect("NULL");
    } else if (cursor.accept("PRIMARY")) {
      cursor.expect("KEY");
    } else if (!cursor.accept("UNIQUE") && !cursor.accept("NULL")) {
      throw notRecorded();
    }
  }

  private void tableConstraint() {
    if (cursor.accept("PRIMARY")) {
      cursor.expect("KEY");
    } else if (!cursor.accept("UNIQUE")) {
      throw notRecorded();
    }
    cursor.expect('(');
    do {
      cursor.name();
    } while (cursor.accept(','));
    cursor.expect(')');
    if (cursor.peek().isName()) {
      throw notRecorded();
    }
  }

  private void fullTextTable(List<Part> parts) {
    cursor.expect("USING");
    if (!cursor.accept("fts5")) {
      throw cursor.refuse("fts5 is the only module, not " + cursor.peek().describe());
    }
    cursor.expect('(');
    do {
      parts.add(part(this::fullTextArgument));
    } while (cursor.accept(','));
    cursor.expect(')');
  }

  private void fullTextArgument() {
    if (cursor.accept('=')) {
      SqlToken value = cursor.next();
      if (value.kind() == SqlToken.Kind.SYMBOL || value.kind() == SqlToken.Kind.END) {
        throw cursor.refuse("a value was expected, not " + value.describe());
      }
    } else {
      cursor.accept("UNINDEXED");
    }
  }

  /** Returns the table. */
  private String index() {
    cursor.expect("ON");
    String table = cursor.name();
    cursor.expect('(');
    do {
      indexColumn();
    } while (cursor.accept(','));
    cursor.expect(')');
    if (cursor.peek().isName()) {
      throw notRecorded();
    }
    return table;
  }

  private void indexColumn() {
    cursor.name();
    if (cursor.accept("COLLATE")) {
      cursor.name();
    }
    if (!cursor.accept("ASC")) {
      cursor.accept("DESC");
    }
  }

  private InvalidSchemaException notRecorded() {
    SqlToken token = cursor.peek();
    return token.isName()
        ? cursor.refuse(
            token.text().toUpperCase(Locale.ROOT)
                + " is not recorded in catalog.lock, so that a change of it would go unseen")
        : cursor.refuse("a name or a constraint was expected, not " + token.describe());
  }

  private boolean isKeyword(Set<String> keywords) {
    SqlToken token = cursor.peek();
    return token.kind() == SqlToken.Kind.WORD
        && keywords.contains(token.text().toUpperCase(Locale.ROOT));
  }
}
