package dev.sluice.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.sluice.core.Mode;
import dev.sluice.schema.Role;
import dev.sluice.sqlite.dao.Ladder;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatementCacheTest {
  private static final int CHUNKS = 3000;
  private static final Mode MODE = Mode.CODE;

  @TempDir static Path folder;

  /** Something asked with a list. */
  interface Question extends BiFunction<ReadSession, int[], Object> {}

  @BeforeAll
  static void writeAnIndex() {
    SmallIndex.write(file(), MODE, CHUNKS);
  }

  private static Path file() {
    return folder.resolve("index-code.db");
  }

  static Stream<Arguments> everyQuestionWithAList() {
    return Stream.of(
        question("chunks", 2_000, (s, ids) -> s.chunks().find(ids, MODE)),
        question("summaries", 2_000, (s, ids) -> s.chunks().summaries(ids, MODE)),
        question("existing", 10_000, (s, ids) -> s.chunks().existing(ids, MODE)),
        question("token ids", 2_000, (s, ids) -> s.vocabulary().tokenIds(MODE, texts(ids))),
        question("phrase ids", 2_000, (s, ids) -> s.vocabulary().phraseIds(MODE, texts(ids))),
        question("chargram ids", 2_000, (s, ids) -> s.vocabulary().chargramIds(MODE, texts(ids))));
  }

  private static Arguments question(String name, int calls, Question question) {
    return argumentSet(name, calls, question);
  }

  private static List<String> texts(int[] ids) {
    return IntStream.of(ids).mapToObj(id -> "t" + id).toList();
  }

  @ParameterizedTest
  @MethodSource("everyQuestionWithAList")
  void listsOfAnySizePrepareNoMoreStatementsThanTheLadderHasSteps(int calls, Question question) {
    var random = new Random(7);
    try (var pool = new ReadPool(file(), 1)) {
      for (int call = 0; call < calls; call++) {
        int size = 1 + random.nextInt(call % 100 == 0 ? CHUNKS : 40);
        int[] ids = random.ints(size, 0, CHUNKS).toArray();
        pool.read(Role.READER, session -> question.apply(session, ids));
      }
      long prepared = pool.read(Role.READER, session -> session.statements().prepared());
      assertTrue(prepared <= Ladder.STEPS, prepared + " statements, " + Ladder.STEPS + " steps");
      long reused = pool.read(Role.READER, session -> session.statements().reused());
      assertTrue(reused >= calls - Ladder.STEPS, reused + " of " + calls + " calls reused one");
    }
  }

  /**
   * To clear the parameters makes SQLite plan the statement again, which takes longer than to run
   * it.
   */
  @Test
  void aStatementThatComesBackKeepsItsPlan() throws Exception {
    try (Connection connection = Connections.reader(file())) {
      var asked = new ArrayList<String>();
      PreparedStatement statement =
          (PreparedStatement)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {PreparedStatement.class},
                  (proxy, method, arguments) -> asked.add(method.getName()));
      var cache = new StatementCache();
      cache.giveBack("SELECT ?", statement);
      assertSame(statement, cache.take(connection, "SELECT ?"));
      assertEquals(List.of(), asked);
    }
  }
}
