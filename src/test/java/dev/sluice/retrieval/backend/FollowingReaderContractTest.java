package dev.sluice.retrieval.backend;

import dev.sluice.contract.IndexModel;
import dev.sluice.contract.LmdbModels;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.contract.ReaderContract;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

class FollowingReaderContractTest extends ReaderContract {
  private Index index;

  @Override
  protected IndexModel content() {
    return ModelGenerator.withGaps(Mode.CODE, 9, 300);
  }

  @Override
  protected IndexReader open(IndexModel content, Path folder) {
    var layout = new IndexLayout(folder);
    try {
      Files.createDirectories(layout.lmdb(content.mode()).getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LmdbModels.write(content, layout.lmdb(content.mode()));
    index = Index.open(folder);
    return index.reader(content.mode());
  }

  @AfterEach
  void closeTheIndex() {
    index.close();
  }
}
