package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.Mode;
import dev.sluice.schema.Role;
import dev.sluice.sqlite.dao.Ladder;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementCacheTest {
  private static final int CHUNKS = 3000;

  @TempDir Path folder;

  @Test
  void tenThousandListsOfAnySizePrepareNoMoreStatementsThanTheLadderHasSteps() {
    Path file = folder.resolve("index-code.db");
    SmallIndex.write(file, Mode.CODE, CHUNKS);
    var random = new Random(7);
    try (var pool = new ReadPool(file, 1)) {
      long before = pool.read(Role.READER, session -> session.statements().prepared());
      for (int call = 0; call < 10_000; call++) {
        int size = random.nextInt(call % 100 == 0 ? CHUNKS : 40);
        int[] docIds = random.ints(size, 0, CHUNKS).toArray();
        int distinct = (int) IntStream.of(docIds).distinct().count();
        assertEquals(
            distinct,
            pool.read(Role.READER, session -> session.chunks().existing(docIds, Mode.CODE)).length);
      }
      long prepared = pool.read(Role.READER, session -> session.statements().prepared()) - before;
      assertTrue(prepared <= Ladder.STEPS, prepared + " statements, " + Ladder.STEPS + " steps");
      assertTrue(pool.read(Role.READER, session -> session.statements().reused()) >= 9_500);
    }
  }
}
