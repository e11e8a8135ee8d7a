package example;

import dev.sluice.contract.IndexModel;
import dev.sluice.contract.RankingContract;
import dev.sluice.contract.SqliteModels;
import dev.sluice.core.IndexReader;
import dev.sluice.sqlite.SqliteIndexReader;
import java.nio.file.Path;

/** The rankings over the reader of this service. */
class RankingTest extends RankingContract {
  @Override
  protected IndexReader open(IndexModel content, Path folder) {
    Path file = SqliteModels.write(content, folder.resolve("index-code.db"));
    return SqliteIndexReader.open(file, content.mode(), 1);
  }
}
