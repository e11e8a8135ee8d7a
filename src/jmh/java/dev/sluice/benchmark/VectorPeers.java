package dev.sluice.benchmark;

import dev.sluice.core.DenseVectors;
import dev.sluice.core.DurableFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.store.MMapDirectory;
import org.sqlite.SQLiteConfig;

/** The same vectors, decoded, in Lucene's graph and in a table of sqlite-vec; row i is vector i. */
public final class VectorPeers implements Closeable {
  private static final String FIELD = "vector";
  private static final int GRAPH_CANDIDATES = 100;

  private final DenseVectors vectors;
  private final Path folder;
  private final DirectoryReader lucene;
  private final Connection connection;
  private PreparedStatement nearest;

  public VectorPeers(DenseVectors vectors) throws IOException, SQLException {
    this.vectors = vectors;
    this.folder = Files.createTempDirectory("sluice-benchmark");
    try (var writer = new IndexWriter(new MMapDirectory(folder), new IndexWriterConfig())) {
      for (int i = 0; i < vectors.count(); i++) {
        var document = new Document();
        document.add(new KnnFloatVectorField(FIELD, vector(i), VectorSimilarityFunction.COSINE));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    lucene = DirectoryReader.open(new MMapDirectory(folder));
    var config = new SQLiteConfig();
    config.enableLoadExtension(true);
    connection = config.createConnection("jdbc:sqlite:" + folder.resolve("vectors.db"));
    String library = System.getProperty("sluice.vec");
    if (library != null) {
      fill(library);
    }
  }

  private float[] vector(int i) {
    int dims = vectors.meta().dims();
    return vectors.meta().decode(Arrays.copyOfRange(vectors.data(), i * dims, (i + 1) * dims));
  }

  private void fill(String library) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT load_extension('" + library + "')");
      statement.execute(
          "CREATE VIRTUAL TABLE v USING vec0(embedding float["
              + vectors.meta().dims()
              + "] distance_metric=cosine)");
      statement.execute("BEGIN");
      try (var insert =
          connection.prepareStatement("INSERT INTO v(rowid, embedding) VALUES (?, ?)")) {
        for (int i = 0; i < vectors.count(); i++) {
          insert.setInt(1, i);
          insert.setBytes(2, floats(vector(i)));
          insert.executeUpdate();
        }
      }
      statement.execute("COMMIT");
    }
    nearest = connection.prepareStatement("SELECT rowid FROM v WHERE embedding MATCH ? AND k = ?");
  }

  private static byte[] floats(float[] vector) {
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return bytes.array();
  }

  /** The doc ids of the nearest that the graph leads to. */
  public List<Integer> lucene(float[] query, int k) throws IOException {
    var found =
        new IndexSearcher(lucene)
            .search(new KnnFloatVectorQuery(FIELD, query, GRAPH_CANDIDATES), k);
    return Arrays.stream(found.scoreDocs).map(hit -> vectors.docIds()[hit.doc]).toList();
  }

  public List<Integer> sqliteVec(float[] query, int k) throws SQLException {
    var found = new ArrayList<Integer>();
    nearest.setBytes(1, floats(query));
    nearest.setInt(2, k);
    try (ResultSet rows = nearest.executeQuery()) {
      while (rows.next()) {
        found.add(vectors.docIds()[rows.getInt(1)]);
      }
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    lucene.close();
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
    DurableFiles.deleteTree(folder);
  }
}
