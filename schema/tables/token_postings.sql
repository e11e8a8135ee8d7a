-- Which chunk contains which word, and how often.
CREATE TABLE token_postings (
  mode TEXT NOT NULL,         -- code, prose, extracted-prose or records
  token_id INTEGER NOT NULL,  -- token_vocab.token_id
  doc_id INTEGER NOT NULL,    -- chunks.id
  tf INTEGER NOT NULL,        -- occurrences in the chunk, at least 1
  PRIMARY KEY (mode, token_id, doc_id)
);
