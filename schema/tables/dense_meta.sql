-- sluice:waive nullable-key dense_meta.mode until 2028-12-31: version 7 is fixed; writers always store a mode
-- How the vectors of dense_vectors were made; no row when there are none.
CREATE TABLE dense_meta (
  mode TEXT PRIMARY KEY,  -- code, prose, extracted-prose or records
  dims INTEGER,           -- bytes per vector
  scale REAL,             -- one quantisation step, (max - min) / (levels - 1); old files hold 1.0 for 2/255
  model TEXT              -- the embedding model
);
