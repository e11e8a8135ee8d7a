package dev.sluice.lmdb;

import dev.sluice.contract.DamageContract;
import dev.sluice.contract.IndexModel;
import dev.sluice.contract.LmdbModels;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import java.nio.file.Path;

/** What answers, answers as written, or a full validation tells that it does not. */
class LmdbDamageContractTest extends DamageContract {
  private static final int MUTATIONS = Integer.getInteger("sluice.mutations", 500);

  @Override
  protected int mutations() {
    return MUTATIONS;
  }

  @Override
  protected Path write(IndexModel content, Path folder) {
    return LmdbModels.write(content, folder.resolve("index-code")).resolve(LmdbGate.DATA_FILE);
  }

  @Override
  protected IndexReader open(Path file) {
    LmdbGate.check(file.getParent(), Mode.CODE);
    return LmdbIndexReader.open(file.getParent(), Mode.CODE);
  }

  @Override
  protected boolean passesForGood(Path file) {
    try {
      return LmdbValidator.full(file.getParent(), Mode.CODE).isEmpty();
    } catch (SluiceException e) {
      return false;
    }
  }
}
