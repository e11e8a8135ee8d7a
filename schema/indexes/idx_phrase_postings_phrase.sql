-- The chunks of a phrase.
CREATE INDEX idx_phrase_postings_phrase ON phrase_postings (mode, phrase_id);
