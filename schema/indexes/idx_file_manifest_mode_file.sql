-- sluice:waive redundant-index idx_file_manifest_mode_file until 2028-12-31: version 7 is fixed, and other programs ask for this index
-- A file by its path.
CREATE INDEX idx_file_manifest_mode_file ON file_manifest (mode, file);
