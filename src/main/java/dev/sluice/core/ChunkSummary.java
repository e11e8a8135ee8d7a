package dev.sluice.core;

/**
 * What a result list shows of a chunk. Fields other than {@code docId} may be null, as in {@link
 * Chunk}.
 */
public record ChunkSummary(
    int docId,
    String chunkId,
    String file,
    Integer startLine,
    Integer endLine,
    String kind,
    String name,
    String headline) {}
