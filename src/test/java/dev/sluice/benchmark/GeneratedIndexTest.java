package dev.sluice.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.artifact.Bundle;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedIndexTest {
  @Test
  void the_same_size_gives_the_same_bytes(@TempDir Path folder) throws IOException {
    Path once = chunkMeta(folder.resolve("once"));
    Path again = chunkMeta(folder.resolve("again"));
    assertArrayEquals(Files.readAllBytes(once), Files.readAllBytes(again));
  }

  private static Path chunkMeta(Path root) {
    new GeneratedIndex(100).write(root);
    return new IndexLayout(root).artifacts(Mode.CODE).resolve("chunk_meta.json");
  }

  @Test
  void an_edit_changes_as_many_files_as_it_says() {
    List<Bundle> before = bundles(new GeneratedIndex(100));
    assertEquals(100, before.stream().mapToInt(bundle -> bundle.chunks().size()).sum());
    for (boolean everyChunk : new boolean[] {false, true}) {
      var edit = new Edit(5, everyChunk);
      List<Bundle> after = bundles(new GeneratedIndex(100, Density.FULL, edit));
      int files = 0;
      for (int i = 0; i < before.size(); i++) {
        boolean sameHash = before.get(i).hash().equals(after.get(i).hash());
        files += sameHash ? 0 : 1;
        long others = otherWords(before.get(i), after.get(i));
        assertEquals(sameHash ? 0 : everyChunk ? 9 : 1, others, before.get(i).file());
      }
      assertEquals(5, files);
    }
  }

  private static long otherWords(Bundle before, Bundle after) {
    return IntStream.range(0, before.chunks().size())
        .filter(i -> !before.chunks().get(i).tokens().equals(after.chunks().get(i).tokens()))
        .count();
  }

  @Test
  void few_words_are_everywhere_and_most_nearly_nowhere() {
    var documents = new HashMap<String, Integer>();
    for (Bundle bundle : bundles(new GeneratedIndex(300, Density.TENTH, Edit.NONE))) {
      bundle
          .chunks()
          .forEach(
              chunk ->
                  new HashSet<>(chunk.tokens())
                      .forEach(token -> documents.merge(token, 1, Integer::sum)));
    }
    int common = documents.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    long rare = documents.values().stream().filter(count -> count < 3).count();
    assertTrue(common > 90, "the most frequent word is in " + common + " of 300 chunks");
    assertTrue(rare > documents.size() / 2, rare + " of " + documents.size() + " words are rare");
  }

  private static List<Bundle> bundles(GeneratedIndex index) {
    var bundles = new ArrayList<Bundle>();
    index.forEach(bundles::add);
    return bundles;
  }
}
