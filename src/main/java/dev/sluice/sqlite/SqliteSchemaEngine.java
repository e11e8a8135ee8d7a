package dev.sluice.sqlite;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.CatalogLock;
import dev.sluice.schema.Judgement;
import dev.sluice.schema.Role;
import dev.sluice.schema.review.Declaration;
import dev.sluice.schema.review.InvalidSchemaException;
import dev.sluice.schema.review.SchemaEngine;
import dev.sluice.schema.review.StatementUses;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** SQLite's answers to a schema review, each from a fresh database in memory. */
public final class SqliteSchemaEngine implements SchemaEngine {
  @Override
  public Catalog compile(List<Declaration> declarations) {
    try (Connection connection = MemoryDatabase.open()) {
      for (Declaration declaration : declarations) {
        run(connection, declaration);
      }
      return CatalogObserver.observe(connection);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static void run(Connection connection, Declaration declaration) {
    try {
      Connections.execute(connection, declaration.sql());
    } catch (SQLException e) {
      throw new InvalidSchemaException(
          declaration.location(), "SQLite says: " + e.getMessage(), "correct the statement");
    }
  }

  /** The gate tells databases from other files; what it says of the schema does not matter here. */
  @Override
  public CatalogLock observe(Path database) {
    Judgement judgement = SqliteGate.check(database, Role.READER);
    switch (judgement.verdict()) {
      case MISSING, EMPTY, PENDING, NOT_A_DATABASE, CORRUPT ->
          throw judgement.refusal(database.toString(), SqliteGate.rebuildCommand(database));
      default -> {
        return observeDatabase(database);
      }
    }
  }

  private static CatalogLock observeDatabase(Path database) {
    try (Connection connection = Connections.untouching(database)) {
      return new CatalogLock(
          CatalogObserver.userVersion(connection), CatalogObserver.observe(connection));
    } catch (SQLException e) {
      throw StoreFailure.of(database, e);
    } catch (IOException e) {
      throw StoreFailure.unreadable(database, e);
    }
  }

  @Override
  public StatementUses uses(List<Catalog> catalogs) {
    try {
      return StatementProbe.over(catalogs);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  static SluiceException failed(SQLException failure) {
    return new SluiceException(
        ErrorCode.FAILED,
        "SQLite in memory: " + failure.getMessage(),
        "this is a mistake in Sluice",
        "run it again with --verbose and report what it prints",
        failure);
  }
}
