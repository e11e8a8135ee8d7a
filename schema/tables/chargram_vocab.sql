-- The chargrams of the index and their ids.
CREATE TABLE chargram_vocab (
  mode TEXT NOT NULL,        -- code, prose, extracted-prose or records
  gram_id INTEGER NOT NULL,  -- what postings name; means nothing outside this file
  gram TEXT NOT NULL,        -- 3 to 5 characters of U+27EC word U+27ED
  PRIMARY KEY (mode, gram_id),
  UNIQUE (mode, gram)
);
