package dev.sluice.core;

/**
 * What BM25 needs to know of the whole index.
 *
 * @param averageLength mean number of tokens per chunk
 * @param documentCount number of chunks with a length
 */
public record TokenStats(double averageLength, int documentCount) {}
