package dev.sluice.sqlite;

import java.util.List;

/** What the tables of one kind of term are called. */
public enum TermKind {
  TOKEN("token", "token_id", "token"),
  PHRASE("phrase", "phrase_id", "ngram"),
  CHARGRAM("chargram", "gram_id", "gram");

  private final String id;
  private final String idColumn;
  private final String termColumn;

  TermKind(String id, String idColumn, String termColumn) {
    this.id = id;
    this.idColumn = idColumn;
    this.termColumn = termColumn;
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

  /** Those after the mode: the id of the term, that of the document, and what there is more. */
  List<String> postingColumns() {
    return this == TOKEN ? List.of(idColumn, "doc_id", "tf") : List.of(idColumn, "doc_id");
  }
}
