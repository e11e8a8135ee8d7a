/**
 * The second store: an LMDB environment of records that are read one at a time, without SQL and
 * without copies. LMDB itself writes it; it is read in Java, page by page over the mapped file.
 */
package dev.sluice.lmdb;
