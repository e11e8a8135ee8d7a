-- The chunks of a file, and all chunks by file, in id order without a sort.
CREATE INDEX idx_chunks_file_id ON chunks (mode, file, id);
