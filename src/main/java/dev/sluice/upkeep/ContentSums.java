package dev.sluice.upkeep;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/**
 * Which chunks something holds of each file: how many, and a sum over their ids and lines that does
 * not depend on their order. Two parts of an index with equal sums hold the same chunks. Takes some
 * bytes a file, none a chunk.
 */
final class ContentSums {
  private static final XXHash64 HASH = XXHashFactory.fastestJavaInstance().hash64();

  private final Map<String, Sum> byFile = new TreeMap<>();
  private long chunks;

  private record Sum(int count, long hashes) {
    Sum plus(Sum other) {
      return new Sum(count + other.count, hashes + other.hashes);
    }
  }

  void add(String file, String chunkId, Integer startLine, Integer endLine) {
    byte[] text = (chunkId + "\n" + startLine + "\n" + endLine).getBytes(StandardCharsets.UTF_8);
    byFile.merge(file, new Sum(1, HASH.hash(text, 0, text.length, 0)), Sum::plus);
    chunks++;
  }

  long chunks() {
    return chunks;
  }

  /** Files whose chunks are not the same in the other, by name. */
  List<String> differences(ContentSums other) {
    var files = new ArrayList<String>();
    byFile.forEach(
        (file, sum) -> {
          if (!sum.equals(other.byFile.get(file))) {
            files.add(file);
          }
        });
    other.byFile.keySet().stream().filter(file -> !byFile.containsKey(file)).forEach(files::add);
    return files;
  }
}
