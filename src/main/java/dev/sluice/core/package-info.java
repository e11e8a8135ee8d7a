/**
 * The values an index is made of, the questions a reader answers, the text rules that indexing and
 * querying share, and the error family. Depends on nothing but the JDK.
 *
 * <p>Unless a type says otherwise, values are immutable, references are non-null, and arrays handed
 * out belong to the receiver only where the method says so.
 */
package dev.sluice.core;
