/**
 * The vector extension of SQLite: loading it, and the table it keeps a second copy of the dense
 * vectors in. Optional everywhere; docs/vector-extension.md.
 */
package dev.sluice.sqlite.ann;
