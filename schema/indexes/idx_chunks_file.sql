-- The chunks of a file.
CREATE INDEX idx_chunks_file ON chunks (mode, file);
