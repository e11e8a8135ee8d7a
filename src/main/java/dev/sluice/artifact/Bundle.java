package dev.sluice.artifact;

import java.util.List;

/**
 * Everything an index holds of one source file. Bundles are what an incremental update works from;
 * artifacts are made from all bundles of a mode, in the order of their paths.
 *
 * @param file repository-relative with {@code /} separators
 * @param hash SHA-1 of the file's bytes in hexadecimal; null if unknown
 * @param mtimeMs milliseconds since the epoch, possibly fractional; null if unknown
 * @param size bytes; null if unknown
 * @param chunks in the order of their starts; their doc ids mean nothing outside the index the
 *     bundle was written for
 * @param fileRelations JSON object; null for none
 */
public record Bundle(
    String file,
    String hash,
    Double mtimeMs,
    Long size,
    List<ChunkRecord> chunks,
    String fileRelations) {}
