package dev.sluice.retrieval.backend;

import dev.sluice.contract.GateContract;
import dev.sluice.schema.Role;
import dev.sluice.schema.Verdict;
import java.nio.file.Path;

class StoreGateContractTest extends GateContract {
  @Override
  protected Verdict verdict(Path file, Role role) {
    return StoreGate.check(file, role).verdict();
  }
}
