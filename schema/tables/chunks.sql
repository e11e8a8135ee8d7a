-- One row per chunk: what a search result shows, and what other tools stored beside it.
-- Columns marked JSON hold JSON text. An empty string is an empty string, never NULL.
CREATE TABLE chunks (
  id INTEGER PRIMARY KEY,  -- the doc id: 0-based, dense after a full build or a compaction
  chunk_id TEXT,           -- stable across builds while file, kind, name and text stay the same
  mode TEXT,               -- code, prose, extracted-prose or records
  file TEXT,               -- repository-relative, with / on every platform
  start INTEGER,           -- UTF-16 offset into the decoded file text
  end INTEGER,             -- UTF-16 offset, exclusive
  startLine INTEGER,       -- 1-based
  endLine INTEGER,         -- 1-based, inclusive
  ext TEXT,                -- file extension with its dot
  kind TEXT,               -- what the chunk is, for example MethodDeclaration
  name TEXT,               -- qualified name; may be empty
  headline TEXT,           -- one line for people
  preContext TEXT,         -- JSON array of the lines before the chunk
  postContext TEXT,        -- JSON array of the lines after the chunk
  weight REAL,             -- rank multiplier, default 1
  tokens TEXT,             -- JSON array of the words in order; NULL for none
  ngrams TEXT,             -- JSON array of phrases
  codeRelations TEXT,      -- JSON object: calls, usages and the like
  docmeta TEXT,            -- JSON object: doc, signature, parameters and the like
  stats TEXT,              -- JSON object
  complexity TEXT,         -- JSON object
  lint TEXT,               -- JSON array
  externalDocs TEXT,       -- JSON array of links
  last_modified TEXT,      -- ISO 8601
  last_author TEXT,        -- who changed the file last
  churn REAL,              -- lines changed over the file's history
  chunk_authors TEXT       -- JSON array
);
