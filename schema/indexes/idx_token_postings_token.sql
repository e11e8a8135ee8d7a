-- The chunks of a word.
CREATE INDEX idx_token_postings_token ON token_postings (mode, token_id);
