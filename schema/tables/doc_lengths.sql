-- How many words each chunk has.
CREATE TABLE doc_lengths (
  mode TEXT NOT NULL,       -- code, prose, extracted-prose or records
  doc_id INTEGER NOT NULL,  -- chunks.id
  len INTEGER NOT NULL,     -- words with repeats; 0 for a chunk without words
  PRIMARY KEY (mode, doc_id)
);
