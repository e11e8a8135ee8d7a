package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.BuildFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeSpaceTest {
  @TempDir Path temp;

  @Test
  void tooLittleIsRefusedWithBothNumbers() {
    FreeSpace.require(temp.resolve("x.db"), 2048, 2048, "");
    var refusal =
        assertThrows(
            BuildFailedException.class,
            () -> FreeSpace.require(temp.resolve("x.db"), 5L << 20, 3L << 10, ""));
    String message = refusal.getMessage();
    assertTrue(message.contains("x.db needs up to 5,120 KiB"), message);
    assertTrue(message.contains("3 KiB are free"), message);
  }

  @Test
  void theEstimateCountsCompressedFilesForMore() throws IOException {
    Files.write(temp.resolve("a.json"), new byte[100]);
    assertEquals(500, FreeSpace.estimate(temp));
    Files.write(temp.resolve("b.json.gz"), new byte[100]);
    assertEquals(3500, FreeSpace.estimate(temp));
  }
}
