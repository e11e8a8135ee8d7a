package dev.sluice.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.FileEntry;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import dev.sluice.core.Observer;
import dev.sluice.core.Observers;
import dev.sluice.core.SluiceException;
import dev.sluice.retrieval.backend.Backend;
import dev.sluice.retrieval.backend.Index;
import dev.sluice.retrieval.backend.IndexOptions;
import dev.sluice.sqlite.SqliteIndexWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SluiceMetricsTest {
  private static final Mode MODE = Mode.CODE;

  @TempDir Path root;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SluiceMetrics metrics = new SluiceMetrics();
  private Path file;

  @BeforeEach
  void database() throws Exception {
    file = new IndexLayout(root).sqlite(MODE);
    Files.createDirectories(file.getParent());
    try (var writer = SqliteIndexWriter.create(file, MODE)) {
      for (int i = 0; i < 5; i++) {
        writer.file(new FileEntry("f" + i, null, null, null, 0));
      }
      writer.finish();
    }
    metrics.bindTo(registry);
  }

  @AfterEach
  void stop() {
    metrics.close();
  }

  private double count(String name, String... tags) {
    return registry.get(name).tags(tags).counter().count();
  }

  @Test
  void queriesAreTimedAndTheirRowsCounted() {
    try (var index = Index.open(root)) {
      index.read(MODE, IndexReader::files);
      index.read(MODE, IndexReader::files);
    }
    String method = "FileManifestDao.all";
    assertEquals(2, registry.get("sluice.queries").tag("method", method).timer().count());
    assertEquals(10, count("sluice.rows", "method", method));
    assertTrue(count("sluice.statements", "how", "reused") > 0);
    assertTrue(count("sluice.statements", "how", "prepared") > 0);
    assertTrue(count("sluice.gate.verdicts", "backend", "sqlite", "verdict", "ok") > 0);
    assertEquals(1, count("sluice.selections", "mode", "code", "backend", "sqlite"));
  }

  @Test
  void refusalsAreCountedByWhatWasFound() throws Exception {
    Files.writeString(file, "no database");
    var sqlite = IndexOptions.DEFAULT.withBackend(Backend.SQLITE);
    try (var index = Index.open(root, sqlite)) {
      assertThrows(SluiceException.class, () -> index.selection(MODE));
    }
    assertTrue(count("sluice.gate.verdicts", "backend", "sqlite", "verdict", "not-a-database") > 0);
  }

  @Test
  void afterItIsClosedNothingIsCountedAndAnotherMayObserve() {
    metrics.close();
    try (var index = Index.open(root)) {
      index.read(MODE, reader -> reader.docLengths(new int[] {0}));
    }
    assertEquals(Observer.NONE, Observers.current());
    assertEquals(0, count("sluice.statements", "how", "prepared"));
    metrics.bindTo(registry);
    assertThrows(IllegalStateException.class, () -> new SluiceMetrics().bindTo(registry));
  }
}
