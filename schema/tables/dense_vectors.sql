-- An embedding for each chunk that has one.
CREATE TABLE dense_vectors (
  mode TEXT NOT NULL,       -- code, prose, extracted-prose or records
  doc_id INTEGER NOT NULL,  -- chunks.id
  vector BLOB NOT NULL,     -- dense_meta.dims unsigned bytes, quantised
  PRIMARY KEY (mode, doc_id)
);
