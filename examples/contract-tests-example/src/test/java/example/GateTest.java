package example;

import dev.sluice.contract.GateContract;
import dev.sluice.retrieval.backend.StoreGate;
import dev.sluice.schema.Role;
import dev.sluice.schema.Verdict;
import java.nio.file.Path;

/** The gate in front of this service's databases. */
class GateTest extends GateContract {
  @Override
  protected Verdict verdict(Path file, Role role) {
    return StoreGate.check(file, role).verdict();
  }
}
