package dev.sluice.core;

/**
 * One source file as the index knows it. {@code hash}, {@code mtimeMs} and {@code size} may be null
 * where the producer did not say.
 *
 * @param mtimeMs milliseconds since the epoch, often fractional
 * @param size bytes
 * @param chunkCount chunks of this file, possibly 0
 */
public record FileEntry(String file, String hash, Double mtimeMs, Long size, int chunkCount) {}
