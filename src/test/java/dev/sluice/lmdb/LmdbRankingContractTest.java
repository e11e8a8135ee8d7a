package dev.sluice.lmdb;

import dev.sluice.contract.IndexModel;
import dev.sluice.contract.LmdbModels;
import dev.sluice.contract.RankingContract;
import dev.sluice.core.IndexReader;
import java.nio.file.Path;

class LmdbRankingContractTest extends RankingContract {
  @Override
  protected IndexReader open(IndexModel content, Path folder) {
    Path store = LmdbModels.write(content, folder.resolve("index-code"));
    return LmdbIndexReader.open(store, content.mode());
  }
}
