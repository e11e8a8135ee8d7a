package dev.sluice.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ParsedParameters;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;

/**
 * Takes SQL as the DAOs have it: nothing to be filled in, a question mark or a colon nowhere but
 * for a parameter, and all of these with names or none. JDBI's own parsers look for names in each
 * statement with a lexer that takes 100 ms of a process to warm up.
 */
final class DaoSql implements SqlParser {
  private static final Pattern NAME = Pattern.compile(":(\\w+)");

  /** As many as there are statements of DAOs. */
  private final ConcurrentMap<String, ParsedSql> parsed = new ConcurrentHashMap<>();

  private DaoSql() {}

  /** Makes it ready for DAOs. */
  static Jdbi install(Jdbi jdbi) {
    jdbi.installPlugin(new SqlObjectPlugin());
    jdbi.getConfig(SqlStatements.class)
        .setTemplateEngine(TemplateEngine.NOP)
        .setSqlParser(new DaoSql());
    return jdbi;
  }

  @Override
  public ParsedSql parse(String sql, StatementContext context) {
    return parsed.computeIfAbsent(sql, DaoSql::parse);
  }

  private static ParsedSql parse(String sql) {
    if (sql.indexOf(':') < 0) {
      int parameters = (int) sql.chars().filter(c -> c == '?').count();
      return ParsedSql.of(sql, ParsedParameters.positional(parameters));
    }
    List<String> names = new ArrayList<>();
    for (MatchResult name : NAME.matcher(sql).results().toList()) {
      names.add(name.group(1));
    }
    return ParsedSql.of(NAME.matcher(sql).replaceAll("?"), ParsedParameters.named(names));
  }

  @Override
  public String nameParameter(String name, StatementContext context) {
    throw new UnsupportedOperationException("parameters are named in the SQL itself: " + name);
  }
}
