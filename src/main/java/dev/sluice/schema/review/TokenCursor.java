package dev.sluice.schema.review;

import dev.sluice.schema.review.SqlToken.Kind;
import java.util.List;
import java.util.stream.Collectors;

/** A position among the tokens of a file; comments are stepped over and can be asked for. */
final class TokenCursor {
  /** What can be written to catalog.lock, and needs no quotes in any statement. */
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

  private final SourceFile file;
  private final List<SqlToken> tokens;
  private int position;

  TokenCursor(SourceFile file) {
    this.file = file;
    this.tokens = SqlTokenizer.tokens(file);
    skipComments();
  }

  SqlToken peek() {
    return tokens.get(position);
  }

  boolean atEnd() {
    return peek().kind() == Kind.END;
  }

  /** The index of the current token, for {@link #comments}. */
  int position() {
    return position;
  }

  /** The index of the token behind the current one. */
  int positionAfterCurrent() {
    int after = position + 1;
    while (tokens.get(after).kind() == Kind.COMMENT) {
      after++;
    }
    return after;
  }

  SqlToken next() {
    SqlToken token = peek();
    if (token.kind() != Kind.END) {
      position++;
      skipComments();
    }
    return token;
  }

  boolean accept(String keyword) {
    boolean found = peek().is(keyword);
    if (found) {
      next();
    }
    return found;
  }

  boolean accept(char symbol) {
    boolean found = peek().isSymbol(symbol);
    if (found) {
      next();
    }
    return found;
  }

  void expect(String keyword) {
    if (!accept(keyword)) {
      throw refuse(keyword + " was expected, not " + peek().describe());
    }
  }

  void expect(char symbol) {
    if (!accept(symbol)) {
      throw refuse("'" + symbol + "' was expected, not " + peek().describe());
    }
  }

  String name() {
    SqlToken token = peek();
    if (!token.isName() || !token.text().matches(NAME)) {
      throw refuse("a name of letters, digits and _ was expected, not " + token.describe());
    }
    next();
    return token.text();
  }

  Location location() {
    return new Location(file.shownAs(), peek().line());
  }

  /** The comments between two positions in one line; instructions to the check are no comments. */
  String comments(int from, int to) {
    return tokens.subList(from, to).stream()
        .filter(token -> token.kind() == Kind.COMMENT && !Waiver.isWaiver(token.text()))
        .map(token -> token.text().replaceAll("\\s+", " "))
        .collect(Collectors.joining(" "));
  }

  /** The text from the token at that position to the end of the token before the current one. */
  String textFrom(int from) {
    int last = position - 1;
    while (tokens.get(last).kind() == Kind.COMMENT) {
      last--;
    }
    return file.text().substring(tokens.get(from).start(), tokens.get(last).end());
  }

  /** The refusal of the current token. */
  InvalidSchemaException refuse(String reason) {
    return new InvalidSchemaException(
        location(), reason, "docs/schema-review.md says what a schema file may hold");
  }

  private void skipComments() {
    while (peek().kind() == Kind.COMMENT) {
      position++;
    }
  }
}
