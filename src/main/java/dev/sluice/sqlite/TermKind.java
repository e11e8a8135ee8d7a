package dev.sluice.sqlite;

import java.util.List;

/** What the tables and indexes of one kind of term are called. */
public enum TermKind {
  TOKEN("token", "token_id", "token", "idx_token_postings_token"),
  PHRASE("phrase", "phrase_id", "ngram", "idx_phrase_postings_phrase"),
  CHARGRAM("chargram", "gram_id", "gram", "idx_chargram_postings_gram");

  private final String id;
  private final String idColumn;
  private final String termColumn;
  private final String postingsIndex;

  TermKind(String id, String idColumn, String termColumn, String postingsIndex) {
    this.id = id;
    this.idColumn = idColumn;
    this.termColumn = termColumn;
    this.postingsIndex = postingsIndex;
  }

  /** A word for messages and settings. */
  public String id() {
    return id;
  }

  String idColumn() {
    return idColumn;
  }

  String termColumn() {
    return termColumn;
  }

  String vocabulary() {
    return id + "_vocab";
  }

  String postings() {
    return id + "_postings";
  }

  /** Of the postings by term. */
  String postingsIndex() {
    return postingsIndex;
  }

  /** Those after the mode: the id of the term, that of the document, and what there is more. */
  List<String> postingColumns() {
    return this == TOKEN ? List.of(idColumn, "doc_id", "tf") : List.of(idColumn, "doc_id");
  }
}
