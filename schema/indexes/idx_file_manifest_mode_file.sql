-- A file by its path.
CREATE INDEX idx_file_manifest_mode_file ON file_manifest (mode, file);
