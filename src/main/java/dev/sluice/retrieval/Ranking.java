package dev.sluice.retrieval;

/** How chunks are ordered. */
public enum Ranking {
  /** BM25 and dense, fused by reciprocal rank. */
  FUSED("fused"),
  BM25("bm25"),
  /** BM25 over weighted columns, all terms required; for stores that have a full-text index. */
  FULL_TEXT("full-text"),
  /** Exact cosine similarity of vectors. */
  DENSE("dense");

  private final String id;

  Ranking(String id) {
    this.id = id;
  }

  /** The name used on the command line and in output. */
  public String id() {
    return id;
  }
}
