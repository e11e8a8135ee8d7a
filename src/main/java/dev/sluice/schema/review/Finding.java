package dev.sluice.schema.review;

/**
 * A rule that is broken.
 *
 * @param object for example {@code idx_chunks_file} or {@code token_stats.mode}
 * @param location null if there is none
 * @param remedy what to do or type next
 */
public record Finding(
    SchemaRule rule, String object, Location location, String message, String remedy) {}
