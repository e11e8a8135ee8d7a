package dev.sluice.build;

import dev.sluice.contract.ParityContract;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.lmdb.LmdbIndexReader;
import java.nio.file.Path;
import java.time.Clock;

class LmdbParityTest extends ParityContract {
  @Override
  protected IndexReader open(IndexLayout layout, Mode mode, Path scratch) {
    var request = BuildRequest.lmdb(layout, mode).from(From.ARTIFACTS, "compared").target(scratch);
    new LmdbBuild(request, Clock.systemUTC()).run(BuildProgress.NONE);
    return LmdbIndexReader.open(scratch, mode);
  }
}
