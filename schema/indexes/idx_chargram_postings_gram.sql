-- The chunks of a chargram.
CREATE INDEX idx_chargram_postings_gram ON chargram_postings (mode, gram_id);
