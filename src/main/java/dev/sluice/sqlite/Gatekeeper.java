package dev.sluice.sqlite;

import dev.sluice.schema.Role;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Lets connections to one path pass, and remembers in which state the file passed: the full check
 * is made once for a file, a schema cookie and a version, however many connections ask. Safe for
 * use by many threads.
 */
final class Gatekeeper {
  private final Path file;
  private final Map<Role, State> passed = new EnumMap<>(Role.class);

  /** What a verdict holds for: any change of the catalog changes the schema cookie. */
  record State(FileIdentity identity, int schemaCookie, int userVersion) {}

  Gatekeeper(Path file) {
    this.file = file;
  }

  /**
   * Returns if the role may use what this connection sees.
   *
   * @param state of what it sees
   * @throws dev.sluice.core.SluiceException the refusal
   */
  void require(Connection connection, State state, Role role) throws SQLException {
    if (!state.equals(passedAs(role))) {
      SqliteGate.require(file, connection, role);
      remember(role, state);
    }
  }

  private synchronized State passedAs(Role role) {
    return passed.get(role);
  }

  private synchronized void remember(Role role, State state) {
    passed.put(role, state);
  }
}
