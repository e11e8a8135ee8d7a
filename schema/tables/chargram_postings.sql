-- Which chunk contains which chargram.
CREATE TABLE chargram_postings (
  mode TEXT NOT NULL,        -- code, prose, extracted-prose or records
  gram_id INTEGER NOT NULL,  -- chargram_vocab.gram_id
  doc_id INTEGER NOT NULL,   -- chunks.id
  PRIMARY KEY (mode, gram_id, doc_id)
);
