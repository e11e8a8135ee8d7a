-- The phrases of the index and their ids.
CREATE TABLE phrase_vocab (
  mode TEXT NOT NULL,          -- code, prose, extracted-prose or records
  phrase_id INTEGER NOT NULL,  -- what postings name; means nothing outside this file
  ngram TEXT NOT NULL,         -- 2 to 4 consecutive words joined by U+0001
  PRIMARY KEY (mode, phrase_id),
  UNIQUE (mode, ngram)
);
