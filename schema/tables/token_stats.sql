-- sluice:waive nullable-key token_stats.mode until 2028-12-31: version 7 is fixed; writers always store a mode
-- What ranking needs to know of all chunks; recomputed from doc_lengths after every change.
CREATE TABLE token_stats (
  mode TEXT PRIMARY KEY,  -- code, prose, extracted-prose or records
  avg_doc_len REAL,       -- mean of doc_lengths.len
  total_docs INTEGER      -- rows in doc_lengths
);
