-- sluice:waive redundant-index idx_token_postings_token until 2028-12-31: version 7 is fixed, and other programs ask for this index
-- The chunks of a word.
CREATE INDEX idx_token_postings_token ON token_postings (mode, token_id);
