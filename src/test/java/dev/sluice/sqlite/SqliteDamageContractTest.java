package dev.sluice.sqlite;

import dev.sluice.contract.DamageContract;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import java.nio.file.Path;

class SqliteDamageContractTest extends DamageContract {
  @Override
  protected IndexReader open(Path file) {
    return SqliteIndexReader.open(file, Mode.CODE);
  }
}
