package dev.sluice.benchmark;

import dev.sluice.core.Chunk;
import dev.sluice.core.IndexReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.MMapDirectory;

/** What a user would take instead: the tokens of an index in Lucene, one segment, warm. */
final class LuceneIndex implements Closeable {
  private static final String FIELD = "tokens";

  private final MMapDirectory directory;
  private final DirectoryReader reader;
  private final IndexSearcher searcher;

  private LuceneIndex(MMapDirectory directory) throws IOException {
    this.directory = directory;
    this.reader = DirectoryReader.open(directory);
    this.searcher = new IndexSearcher(reader);
    this.searcher.setQueryCache(null); // The same few queries again and again are not the point.
  }

  /** Indexes the tokens of every chunk, document i being chunk i where there are no gaps. */
  static LuceneIndex of(IndexReader content, Path folder) throws IOException {
    var directory = new MMapDirectory(folder);
    try (var writer = new IndexWriter(directory, new IndexWriterConfig(new Unused()))) {
      for (Chunk chunk : BenchmarkIndex.chunks(content)) {
        writer.addDocument(document(BenchmarkIndex.tokens(chunk)));
      }
      writer.forceMerge(1);
    }
    return new LuceneIndex(directory);
  }

  private static Document document(List<String> tokens) {
    var type = new FieldType();
    type.setTokenized(true);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.freeze();
    var document = new Document();
    document.add(new Field(FIELD, new Tokens(tokens), type));
    return document;
  }

  TopDocs top(List<String> tokens, int k) throws IOException {
    var query = new BooleanQuery.Builder();
    for (String token : new LinkedHashSet<>(tokens)) {
      query.add(new TermQuery(new Term(FIELD, token)), Occur.SHOULD);
    }
    return searcher.search(query.build(), k);
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }

  /** Every field brings its own tokens. */
  private static final class Unused extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String field) {
      throw new UnsupportedOperationException(field);
    }
  }

  private static final class Tokens extends TokenStream {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final Iterator<String> tokens;

    Tokens(List<String> tokens) {
      this.tokens = tokens.iterator();
    }

    @Override
    public boolean incrementToken() {
      clearAttributes();
      boolean more = tokens.hasNext();
      if (more) {
        term.setEmpty().append(tokens.next());
      }
      return more;
    }
  }
}
