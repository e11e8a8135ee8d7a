package dev.sluice.build;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.contract.ProducerContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A database that PairOfCleats made. */
class PeerContractTest extends ProducerContract {
  private static final Path REAL = Path.of("../shared/real/before/index-sqlite/index-code.db");

  @Override
  protected Path database(Path folder) {
    assumeTrue(Files.isRegularFile(REAL), "the real index is not beside this checkout");
    try {
      return Files.copy(REAL, folder.resolve("index-code.db"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
