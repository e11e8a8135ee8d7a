package example;

import dev.sluice.contract.GateContract;
import dev.sluice.schema.Role;
import dev.sluice.schema.Verdict;
import dev.sluice.sqlite.SqliteGate;
import java.nio.file.Path;
import java.util.Set;

/** The gate in front of this service's databases. */
class GateTest extends GateContract {
  @Override
  protected Verdict verdict(Path file, Role role) {
    return SqliteGate.check(file, role).verdict();
  }

  /** What this service only reads, it need not judge for writers; nor does it see other files. */
  @Override
  protected Set<String> outOfScope() {
    return Set.of(
        "pending",
        "not-ready",
        "hot-journal",
        "extra-index",
        "extra-unique-index",
        "full-text-is-a-table");
  }
}
