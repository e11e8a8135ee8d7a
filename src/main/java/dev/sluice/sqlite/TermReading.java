package dev.sluice.sqlite;

import dev.sluice.core.SluiceException;
import dev.sluice.sqlite.CompactedTerm.Batch;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;

/**
 * Reads the terms of one mode and kind that occur in chunks, and puts them into a queue with new
 * ids. Holds one posting list and one batch at a time.
 */
final class TermReading {
  private static final int POSTINGS_PER_BATCH = 8_192;
  private static final int TERMS_PER_BATCH = 512;

  private final Path file;
  private final String mode;
  private final TermKind kind;
  private final DocIdMap docs;
  private final BlockingQueue<Batch> queue;
  private final boolean hasFrequencies;
  private List<CompactedTerm> batch = new ArrayList<>();
  private int postingsInBatch;
  private int nextId;

  /** The posting list being read: a document and its frequency in a number, by the document. */
  private long[] list = new long[1_024];

  private int listLength;

  /**
   * @param file the source, for messages
   */
  TermReading(Path file, String mode, TermKind kind, DocIdMap docs, BlockingQueue<Batch> queue) {
    this.file = file;
    this.mode = mode;
    this.kind = kind;
    this.docs = docs;
    this.queue = queue;
    this.hasFrequencies = kind == TermKind.TOKEN;
  }

  /**
   * Reads them all.
   *
   * @throws SluiceException if a posting is of a chunk or a term that does not exist, or is none
   */
  void run(Connection source) throws SQLException, InterruptedException {
    String postings =
        "SELECT %1$s FROM %2$s WHERE mode = ? ORDER BY %3$s, doc_id"
            .formatted(String.join(", ", kind.postingColumns()), kind.postings(), kind.idColumn());
    String vocabulary =
        "SELECT %1$s, CAST(%2$s AS BLOB) FROM %3$s WHERE mode = ? AND typeof(%2$s) = 'text' ORDER BY %1$s"
            .formatted(kind.idColumn(), kind.termColumn(), kind.vocabulary());
    try (PreparedStatement ofPostings = source.prepareStatement(postings);
        PreparedStatement ofVocabulary = source.prepareStatement(vocabulary)) {
      ofPostings.setString(1, mode);
      ofVocabulary.setString(1, mode);
      try (ResultSet rows = ofPostings.executeQuery();
          ResultSet terms = ofVocabulary.executeQuery()) {
        read(rows, terms);
      }
    }
    queue.put(new Batch(mode, kind, batch));
  }

  private void read(ResultSet rows, ResultSet terms) throws SQLException, InterruptedException {
    boolean more = rows.next();
    while (more) {
      long oldId = rows.getLong(1);
      do {
        addPosting(rows.getLong(2), hasFrequencies ? rows.getLong(3) : 1);
        more = rows.next();
      } while (more && rows.getLong(1) == oldId);
      emit(text(oldId, terms));
    }
  }

  /** Terms before it occur nowhere and are passed over. */
  private byte[] text(long oldId, ResultSet terms) throws SQLException {
    while (terms.next()) {
      long id = terms.getLong(1);
      if (id == oldId) {
        byte[] text = terms.getBytes(2);
        return text == null ? new byte[0] : text;
      }
      if (id > oldId) {
        break;
      }
    }
    throw Unsound.in(
        file,
        kind.postings() + " has rows of term " + oldId + ", which is not in " + kind.vocabulary());
  }

  private void addPosting(long oldDocId, long frequency) {
    long docId = docs.newId(oldDocId);
    if (docId < 0) {
      throw Unsound.in(
          file, kind.postings() + " has a row of chunk " + oldDocId + ", which is not there");
    }
    if (frequency < 1 || frequency > Integer.MAX_VALUE) {
      throw Unsound.in(file, kind.postings() + " has the frequency " + frequency);
    }
    if (listLength == list.length) {
      list = Arrays.copyOf(list, list.length * 2);
    }
    list[listLength++] = (docId << Integer.SIZE) | frequency;
  }

  private void emit(byte[] text) throws InterruptedException {
    Arrays.sort(list, 0, listLength);
    int[] docIds = new int[listLength];
    int[] frequencies = hasFrequencies ? new int[listLength] : null;
    for (int i = 0; i < listLength; i++) {
      docIds[i] = (int) (list[i] >>> Integer.SIZE);
      if (hasFrequencies) {
        frequencies[i] = (int) list[i];
      }
    }
    batch.add(new CompactedTerm(nextId++, text, docIds, frequencies));
    postingsInBatch += listLength;
    listLength = 0;
    if (postingsInBatch >= POSTINGS_PER_BATCH || batch.size() == TERMS_PER_BATCH) {
      queue.put(new Batch(mode, kind, batch));
      batch = new ArrayList<>();
      postingsInBatch = 0;
    }
  }
}
