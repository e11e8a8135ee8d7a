package dev.sluice.schema;

import java.util.Set;

/** What somebody wants of a store; it decides how much of the catalog must be as declared. */
public enum Role {
  /** Reads chunks, vocabularies, postings, statistics, signatures, vectors and files. */
  READER,
  /** Reads chunks through full text, and signatures and vectors. */
  FULL_TEXT_READER,
  /** Changes the store: everything must be exactly as declared. */
  WRITER;

  private static final String FULL_TEXT = "chunks_fts";
  private static final Set<String> FULL_TEXT_SET =
      Set.of("chunks", FULL_TEXT, "minhash_signatures", "dense_vectors", "dense_meta");

  /** Whether the declared table must be there, as declared. */
  boolean needsTable(String table) {
    return switch (this) {
      case READER -> !table.equals(FULL_TEXT);
      case FULL_TEXT_READER -> FULL_TEXT_SET.contains(table);
      case WRITER -> true;
    };
  }

  /** Whether the declared indexes must be there: answers are the same without them, only slower. */
  boolean needsIndexes() {
    return this == WRITER;
  }
}
