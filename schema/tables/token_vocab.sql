-- The words of the index and their ids.
CREATE TABLE token_vocab (
  mode TEXT NOT NULL,         -- code, prose, extracted-prose or records
  token_id INTEGER NOT NULL,  -- what postings name; means nothing outside this file
  token TEXT NOT NULL,        -- the word; any text, control characters included
  PRIMARY KEY (mode, token_id),
  UNIQUE (mode, token)
);
