package dev.sluice.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.core.HashingEmbedder;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexProductionTest {
  @TempDir Path folder;

  @Test
  void anIndexAmongItsSourcesIsNotIndexed() throws IOException {
    write("src/A.java", "class A { }");
    write("src/incremental/B.java", "class B { }");
    write("src/index-sqlite/index-code.db", "a database");
    write("src/index-lmdb/index-code/data.mdb", "an environment");
    write("src/.index-code.0f3c/chunk_meta.json", "[]");
    Map<Mode, Integer> first = run(folder, folder.resolve("src"));
    assertEquals(2, first.get(Mode.CODE));
    assertEquals(first, run(folder, folder.resolve("src")), "the first run's index is no source");
    assertEquals(first, run(folder.resolve("src"), folder.resolve("src")));
  }

  private static Map<Mode, Integer> run(Path source, Path root) {
    return new IndexProduction(
            new IndexLayout(root),
            ProducerOptions.defaults(),
            new HashingEmbedder(),
            Clock.systemUTC())
        .run(source, EnumSet.of(Mode.CODE, Mode.PROSE))
        .files();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
