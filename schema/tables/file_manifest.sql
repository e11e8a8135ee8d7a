-- The source files behind the chunks; what an incremental update compares with.
CREATE TABLE file_manifest (
  mode TEXT NOT NULL,   -- code, prose, extracted-prose or records
  file TEXT NOT NULL,   -- as chunks.file; a file without chunks has a row too
  hash TEXT,            -- of the file's bytes; NULL if unknown
  mtimeMs INTEGER,      -- milliseconds, often fractional and then stored as REAL: read as a double
  size INTEGER,         -- bytes
  chunk_count INTEGER,  -- rows in chunks for this file
  PRIMARY KEY (mode, file)
);
