package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.IndexReader;
import dev.sluice.core.Mode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link IndexReader} does, whatever the store: the content written is the content read,
 * for every method and every kind of argument, from many threads, until it is closed.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ReaderContract {
  private static final int CHUNKS = 1_500;
  private static final int THREADS = 8;

  /** Far more than a thread gets before another thread closes the reader. */
  private static final int MAX_ANSWERS = 5_000;

  @TempDir Path folder;
  private IndexModel content;
  private IndexReader reader;

  /** For a subclass to call. */
  protected ReaderContract() {}

  /**
   * Stores the content and opens the store for reading.
   *
   * @param folder empty
   */
  protected abstract IndexReader open(IndexModel content, Path folder);

  /**
   * The content to read back. A store that is only ever built whole overrides this with {@link
   * ModelGenerator#dense}.
   */
  protected IndexModel content() {
    return ModelGenerator.withGaps(Mode.CODE, 7, CHUNKS);
  }

  @BeforeEach
  void storeAndOpen() {
    content = content();
    reader = open(content, folder);
  }

  @AfterEach
  void close() {
    reader.close();
  }

  @TestFactory
  Stream<DynamicTest> everyAnswerIsThatOfTheContent() {
    return Question.about(content).stream()
        .map(
            question ->
                DynamicTest.dynamicTest(
                    question.name(),
                    () -> assertEquals(question.ask(content), question.ask(reader))));
  }

  @Test
  void askedAgainTheAnswerIsTheSame() {
    for (Question question : Question.about(content)) {
      assertEquals(question.ask(reader), question.ask(reader), question.name());
    }
  }

  /** A method added to {@link IndexReader} needs questions; this fails until it has some. */
  @Test
  void everyMethodIsAsked() {
    Set<String> asked = new TreeSet<>(Set.of("close"));
    var listening =
        (IndexReader)
            Proxy.newProxyInstance(
                IndexReader.class.getClassLoader(),
                new Class<?>[] {IndexReader.class},
                (proxy, method, arguments) -> {
                  asked.add(method.getName());
                  return answer(method, arguments);
                });
    Question.about(content).forEach(question -> question.ask(listening));
    Set<String> methods =
        Arrays.stream(IndexReader.class.getMethods())
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(methods, asked, "a method of IndexReader has no question in the contract");
  }

  private Object answer(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(content, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  void idsGivenToTheReaderAreLeftAsTheyAre() {
    int[] ids = {9, 3, 3, -1, 700, 0};
    int[] before = ids.clone();
    reader.chunks(ids);
    reader.summaries(ids);
    reader.docLengths(ids);
    reader.weights(ids);
    reader.existing(ids);
    assertArrayEquals(before, ids);
  }

  @Test
  void manyThreadsGetTheAnswersThatOneGets() throws Exception {
    List<Question> questions = Question.about(content);
    List<Object> expected = questions.stream().map(question -> question.ask(content)).toList();
    Callable<List<Object>> everything =
        () -> questions.stream().map(question -> question.ask(reader)).toList();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (Future<List<Object>> answers : repeated(threads, everything)) {
        assertEquals(expected, answers.get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> List<Future<T>> repeated(ExecutorService threads, Callable<T> work) {
    return Stream.generate(() -> threads.submit(work)).limit(THREADS).toList();
  }

  @Test
  void aClosedReaderRefusesEveryQuestion() {
    reader.close();
    assertAll(
        Question.about(content).stream()
            .filter(question -> !question.name().equals("mode"))
            .map(
                question ->
                    () ->
                        assertThrows(
                            IllegalStateException.class,
                            () -> question.ask(reader),
                            question.name())));
  }

  @Test
  void closingAgainDoesNothing() {
    reader.close();
    reader.close();
  }

  @Test
  void whoIsReadingWhileAnotherClosesGetsTheRightAnswerOrARefusal() throws Exception {
    List<Question> questions = Question.about(content);
    List<Object> expected = questions.stream().map(question -> question.ask(content)).toList();
    var underWay = new CountDownLatch(THREADS);
    Callable<Boolean> untilRefused =
        () -> {
          try {
            for (int i = 0; i < MAX_ANSWERS; i++) {
              int next = i % questions.size();
              assertEquals(expected.get(next), questions.get(next).ask(reader));
              underWay.countDown();
            }
            return false;
          } catch (IllegalStateException closed) {
            return true;
          }
        };
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Boolean>> readers = repeated(threads, untilRefused);
      assertTrue(underWay.await(60, TimeUnit.SECONDS), "a thread got no answer at all");
      reader.close();
      for (Future<Boolean> refused : readers) {
        assertTrue(refused.get(), "a closed reader went on answering");
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
