package dev.sluice.sqlite;

import dev.sluice.sqlite.dao.ChunksDao;
import dev.sluice.sqlite.dao.DenseMetaDao;
import dev.sluice.sqlite.dao.DenseVectorsDao;
import dev.sluice.sqlite.dao.DocLengthsDao;
import dev.sluice.sqlite.dao.FileManifestDao;
import dev.sluice.sqlite.dao.FullTextDao;
import dev.sluice.sqlite.dao.MinHashDao;
import dev.sluice.sqlite.dao.PostingsDao;
import dev.sluice.sqlite.dao.TokenStatsDao;
import dev.sluice.sqlite.dao.VocabularyDao;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** One connection with its DAOs, each made when first asked for. One thread at a time. */
final class ReadSession implements AutoCloseable {
  private final Handle handle;
  private final Map<Class<?>, Object> daos = new HashMap<>();

  ReadSession(Handle handle) {
    this.handle = handle;
  }

  ChunksDao chunks() {
    return dao(ChunksDao.class);
  }

  FullTextDao fullText() {
    return dao(FullTextDao.class);
  }

  VocabularyDao vocabulary() {
    return dao(VocabularyDao.class);
  }

  PostingsDao postings() {
    return dao(PostingsDao.class);
  }

  DocLengthsDao docLengths() {
    return dao(DocLengthsDao.class);
  }

  TokenStatsDao tokenStats() {
    return dao(TokenStatsDao.class);
  }

  DenseMetaDao denseMeta() {
    return dao(DenseMetaDao.class);
  }

  DenseVectorsDao denseVectors() {
    return dao(DenseVectorsDao.class);
  }

  MinHashDao minHash() {
    return dao(MinHashDao.class);
  }

  FileManifestDao fileManifest() {
    return dao(FileManifestDao.class);
  }

  StatementCache statements() {
    return (StatementCache) handle.getStatementBuilder();
  }

  private <T> T dao(Class<T> type) {
    return type.cast(daos.computeIfAbsent(type, handle::attach));
  }

  @Override
  public void close() {
    handle.close();
  }
}
