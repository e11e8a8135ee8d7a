package dev.sluice.artifact;

/** The artifacts that Sluice reads, by the name of their files. */
public enum Artifact {
  CHUNK_META("chunk_meta"),
  TOKEN_POSTINGS("token_postings"),
  PHRASE_NGRAMS("phrase_ngrams"),
  CHARGRAM_POSTINGS("chargram_postings"),
  MINHASH_SIGNATURES("minhash_signatures"),
  DENSE_VECTORS("dense_vectors_uint8"),
  FILE_META("file_meta"),
  INDEX_STATE("index_state");

  private final String id;

  Artifact(String id) {
    this.id = id;
  }

  /** The name of its file without an ending, for example {@code chunk_meta}. */
  public String id() {
    return id;
  }

  /** The name of the file that holds it plain and whole. */
  public String fileName() {
    return id + ".json";
  }
}
