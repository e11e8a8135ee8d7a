-- sluice:waive redundant-index idx_phrase_postings_phrase until 2028-12-31: version 7 is fixed, and other programs ask for this index
-- The chunks of a phrase.
CREATE INDEX idx_phrase_postings_phrase ON phrase_postings (mode, phrase_id);
