package dev.sluice.sqlite;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ParsedParameters;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * Takes SQL as the DAOs that read have it: nothing to be filled in, and a question mark nowhere but
 * for a parameter. JDBI's own parsers look for names in each statement with a lexer that takes 100
 * ms of a process to warm up.
 */
final class PositionalSql implements SqlParser {
  /** As many as there are statements of DAOs. */
  private final ConcurrentMap<String, ParsedSql> parsed = new ConcurrentHashMap<>();

  private PositionalSql() {}

  /** Has it used by whatever is run. */
  static void install(Jdbi jdbi) {
    jdbi.getConfig(SqlStatements.class)
        .setTemplateEngine(TemplateEngine.NOP)
        .setSqlParser(new PositionalSql());
  }

  @Override
  public ParsedSql parse(String sql, StatementContext context) {
    return parsed.computeIfAbsent(
        sql,
        text -> {
          int parameters = (int) text.chars().filter(c -> c == '?').count();
          return ParsedSql.of(text, ParsedParameters.positional(parameters));
        });
  }

  @Override
  public String nameParameter(String name, StatementContext context) {
    throw new UnsupportedOperationException("parameters have no names here: " + name);
  }
}
