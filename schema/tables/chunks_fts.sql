-- Full text over chunks; rowid is chunks.id.
CREATE VIRTUAL TABLE chunks_fts USING fts5 (
  mode UNINDEXED,  -- as chunks.mode: carried, not searched
  file,            -- as chunks.file
  name,            -- as chunks.name
  signature,       -- from docmeta.signature or the chunk's own; not stored in chunks
  kind,            -- as chunks.kind
  headline,        -- as chunks.headline
  doc,             -- from docmeta.doc; not stored in chunks
  tokens,          -- the words of the chunk joined by one space
  tokenize = 'unicode61'
);
