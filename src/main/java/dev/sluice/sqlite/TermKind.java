package dev.sluice.sqlite;

/** The three kinds of terms, each with a vocabulary, postings, and an index of these by term. */
enum TermKind {
  TOKEN("token", "token_id", "token", "idx_token_postings_token"),
  PHRASE("phrase", "phrase_id", "ngram", "idx_phrase_postings_phrase"),
  CHARGRAM("chargram", "gram_id", "gram", "idx_chargram_postings_gram");

  private final String kind;
  private final String id;
  private final String term;
  private final String postingsIndex;

  TermKind(String kind, String id, String term, String postingsIndex) {
    this.kind = kind;
    this.id = id;
    this.term = term;
    this.postingsIndex = postingsIndex;
  }

  String vocabulary() {
    return kind + "_vocab";
  }

  String postings() {
    return kind + "_postings";
  }

  /** The column of the id, in both tables. */
  String id() {
    return id;
  }

  /** The column of the text. */
  String term() {
    return term;
  }

  String postingsIndex() {
    return postingsIndex;
  }
}
