package dev.sluice.retrieval.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.Observer;
import dev.sluice.core.Observers;
import dev.sluice.core.StoreUnavailableException;
import dev.sluice.schema.Role;
import dev.sluice.schema.Verdict;
import dev.sluice.sqlite.ReadOptions;
import dev.sluice.sqlite.SqliteIndexWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreGateTest {
  private static final Mode MODE = Mode.EXTRACTED_PROSE;

  @TempDir Path root;
  private IndexLayout layout;

  @BeforeEach
  void writeADatabase() throws IOException {
    layout = new IndexLayout(root);
    Files.createDirectories(layout.sqlite(MODE).getParent());
    try (var writer = SqliteIndexWriter.create(layout.sqlite(MODE), MODE)) {
      writer.finish();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"sqlite":{"enabled":true,"ready":true,"pending":false}}  | ok
          {"sqlite":{"enabled":true,"ready":false,"pending":true}}  | pending
          {"sqlite":{"enabled":true,"ready":true,"pending":true}}   | pending
          {"sqlite":{"enabled":true,"ready":false,"pending":false}} | pending
          {"lmdb":{"enabled":true,"ready":false,"pending":true}}    | ok
          {}                                                        | ok
          not json                                                  | ok
          """)
  void whatIndexStateSaysHolds(String state, String verdict) throws IOException {
    Files.createDirectories(layout.artifacts(MODE));
    Files.writeString(layout.artifacts(MODE).resolve("index_state.json"), state);
    for (Role role : Role.values()) {
      assertEquals(verdict, StoreGate.check(layout.sqlite(MODE), role).verdict().id());
    }
  }

  @Test
  void aPendingStoreIsNotOpenedAndTheReasonIsGiven() throws IOException {
    Files.createDirectories(layout.artifacts(MODE));
    Files.writeString(
        layout.artifacts(MODE).resolve("index_state.json"), "{\"sqlite\":{\"pending\":true}}");
    var refusal =
        assertThrows(
            StoreUnavailableException.class,
            () -> StoreGate.openSqlite(layout, MODE, ReadOptions.DEFAULT).close());
    assertEquals(ErrorCode.PENDING, refusal.code());
    assertTrue(refusal.remedy().contains("--mode extracted-prose"), refusal.remedy());
  }

  @Test
  void thatAStoreIsPendingIsHeardOf() throws IOException {
    Files.createDirectories(layout.artifacts(MODE));
    Files.writeString(
        layout.artifacts(MODE).resolve("index_state.json"), "{\"sqlite\":{\"pending\":true}}");
    var heard = new ArrayList<String>();
    Observer observer =
        new Observer() {
          @Override
          public void judged(String backend, String verdict) {
            heard.add(backend + " " + verdict);
          }
        };
    Observers.install(observer);
    try {
      StoreGate.check(layout.sqlite(MODE), Role.READER);
    } finally {
      Observers.remove(observer);
    }
    assertEquals("sqlite pending", heard.get(heard.size() - 1));
  }

  @Test
  void aFileOutsideAnIndexRootIsJudgedByItself() throws IOException {
    Path elsewhere = Files.copy(layout.sqlite(MODE), root.resolve("copy.db"));
    assertEquals(Verdict.OK, StoreGate.check(elsewhere, Role.READER).verdict());
  }
}
