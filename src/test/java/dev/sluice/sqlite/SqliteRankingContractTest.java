package dev.sluice.sqlite;

import dev.sluice.contract.IndexModel;
import dev.sluice.contract.RankingContract;
import dev.sluice.contract.SqliteModels;
import dev.sluice.core.IndexReader;
import java.nio.file.Path;

class SqliteRankingContractTest extends RankingContract {
  @Override
  protected IndexReader open(IndexModel content, Path folder) {
    Path file = SqliteModels.write(content, folder.resolve("index-code.db"));
    return SqliteIndexReader.open(file, content.mode());
  }
}
