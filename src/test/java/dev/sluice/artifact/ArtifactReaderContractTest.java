package dev.sluice.artifact;

import dev.sluice.contract.ArtifactModels;
import dev.sluice.contract.IndexModel;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.contract.ReaderContract;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import java.nio.file.Path;

class ArtifactReaderContractTest extends ReaderContract {
  /** Artifacts are only ever written whole, and number their chunks without gaps. */
  @Override
  protected IndexModel content() {
    return ModelGenerator.dense(Mode.CODE, 7, 600);
  }

  @Override
  protected IndexReader open(IndexModel content, Path folder) {
    var layout = new IndexLayout(folder);
    ArtifactModels.write(content, layout);
    return ArtifactIndexReader.open(layout, content.mode());
  }
}
