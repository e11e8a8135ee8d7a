-- A MinHash signature for each chunk that has words.
CREATE TABLE minhash_signatures (
  mode TEXT NOT NULL,       -- code, prose, extracted-prose or records
  doc_id INTEGER NOT NULL,  -- chunks.id
  sig BLOB NOT NULL,        -- 128 unsigned 32-bit integers, little-endian
  PRIMARY KEY (mode, doc_id)
);
