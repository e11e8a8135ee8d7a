package dev.sluice.artifact;

import dev.sluice.contract.ArtifactModels;
import dev.sluice.contract.IndexModel;
import dev.sluice.contract.ModelGenerator;
import dev.sluice.contract.RankingContract;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import java.nio.file.Path;

class ArtifactRankingContractTest extends RankingContract {
  /** Artifacts number their chunks without gaps. */
  @Override
  protected IndexModel content(long seed, int chunks) {
    return ModelGenerator.dense(Mode.CODE, seed, chunks);
  }

  @Override
  protected IndexReader open(IndexModel content, Path folder) {
    var layout = new IndexLayout(folder);
    ArtifactModels.write(content, layout);
    return ArtifactIndexReader.open(layout, content.mode());
  }
}
