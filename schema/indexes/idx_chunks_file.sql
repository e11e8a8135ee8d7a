-- sluice:waive redundant-index idx_chunks_file until 2028-12-31: version 7 is fixed, and other programs ask for this index
-- The chunks of a file.
CREATE INDEX idx_chunks_file ON chunks (mode, file);
