package example;

import dev.sluice.contract.IndexModel;
import dev.sluice.contract.ReaderContract;
import dev.sluice.contract.SqliteModels;
import dev.sluice.core.IndexReader;
import dev.sluice.sqlite.SqliteIndexReader;
import java.nio.file.Path;

/** The reader of this service, with one connection. */
class ReaderTest extends ReaderContract {
  @Override
  protected IndexReader open(IndexModel content, Path folder) {
    Path file = SqliteModels.write(content, folder.resolve("index-code.db"));
    return SqliteIndexReader.open(file, content.mode(), 1);
  }
}
