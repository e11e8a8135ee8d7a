package dev.sluice.producer;

import java.nio.file.Path;

/**
 * A file the walk found worth reading.
 *
 * @param name relative to the source folder, with {@code /} separators
 * @param mtimeMs milliseconds since the epoch, with the fraction the file system keeps
 */
record SourceFile(Path path, String name, double mtimeMs) {}
