package dev.sluice.artifact;

import dev.sluice.core.Chunk;
import java.util.List;

/**
 * A chunk as artifacts and bundles carry it: the stored fields, and what the postings, signatures
 * and vectors of the index are made from. Collections and arrays are shared, not copied.
 *
 * @param tokens the words of the chunk in order with repeats; null for none
 * @param signature the full-text {@code signature} column; null for none
 * @param doc the full-text {@code doc} column; null for none
 * @param ngrams the distinct phrases of the chunk; null where the source does not carry them
 * @param chargrams the distinct chargrams of the chunk; null where the source does not carry them
 * @param minhash the 128 unsigned integers of the signature; null for none
 * @param embedding one unsigned byte per dimension; null for none
 */
public record ChunkRecord(
    Chunk chunk,
    List<String> tokens,
    String signature,
    String doc,
    List<String> ngrams,
    List<String> chargrams,
    int[] minhash,
    byte[] embedding) {}
