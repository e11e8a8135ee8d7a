-- Which chunk contains which phrase.
CREATE TABLE phrase_postings (
  mode TEXT NOT NULL,          -- code, prose, extracted-prose or records
  phrase_id INTEGER NOT NULL,  -- phrase_vocab.phrase_id
  doc_id INTEGER NOT NULL,     -- chunks.id
  PRIMARY KEY (mode, phrase_id, doc_id)
);
