package dev.sluice.sqlite;

import dev.sluice.contract.GateContract;
import dev.sluice.schema.Role;
import dev.sluice.schema.Verdict;
import java.nio.file.Path;
import java.util.Set;

class SqliteGateContractTest extends GateContract {
  @Override
  protected Verdict verdict(Path file, Role role) {
    return SqliteGate.check(file, role).verdict();
  }

  /** Verdicts that the gate does not give yet; a line goes when it does. */
  @Override
  protected Set<String> outOfScope() {
    return Set.of(
        // The state beside a store is not looked at.
        "pending",
        "not-ready",
        // An interrupted update is called corrupt.
        "hot-journal",
        // A writer is let into a database with indexes that are not declared.
        "extra-index",
        "extra-unique-index",
        // An ordinary table in the place of full text is forbidden even to who does not need it.
        "full-text-is-a-table");
  }
}
