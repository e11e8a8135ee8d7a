package dev.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.FullTextIndex;
import dev.sluice.core.FullTextWeights;
import dev.sluice.core.IndexReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every reader of database files does with damaged ones: it answers, or refuses with a {@link
 * dev.sluice.core.SluiceException}; it never fails otherwise, hangs, or takes the JVM with it. A
 * subclass needs a constructor without arguments, because the reading is done in other JVMs.
 *
 * <p>{@code -Dsluice.mutations=N} sets how many files there are, {@code -Dsluice.seed=S} which.
 */
public abstract class DamageContract {
  private static final int MUTATIONS = Integer.getInteger("sluice.mutations", 300);
  private static final long SEED = Long.getLong("sluice.seed", 1);
  private static final String HEAP = "256m";
  private static final int FULL_TEXT_LIMIT = 100;

  @TempDir Path folder;

  /** For a subclass to call. */
  protected DamageContract() {}

  /**
   * Opens a database of code.
   *
   * @throws dev.sluice.core.SluiceException the refusal
   */
  protected abstract IndexReader open(Path file);

  /**
   * Makes the store that is damaged, with the content of {@link GoodIndex}.
   *
   * @return its file, whose name the damaged copies have too, each in a folder of its own
   */
  protected Path write(IndexModel content, Path folder) {
    return SqliteModels.write(content, folder.resolve("index-code.db"));
  }

  /** How many damaged files to read. */
  protected int mutations() {
    return MUTATIONS;
  }

  /**
   * Whether a full validation takes a file for good that answers otherwise than was written. That
   * is a failure. Without a validator to ask there is no telling.
   *
   * @param file has been opened, read and closed
   */
  protected boolean passesForGood(Path file) {
    return false;
  }

  @Test
  void theGoodFileGivesTheAnswersThatWereWritten() {
    try (IndexReader reader = open(write(GoodIndex.CONTENT, folder))) {
      for (Question question : Question.about(GoodIndex.CONTENT)) {
        assertEquals(question.ask(GoodIndex.CONTENT), question.ask(reader), question.name());
      }
    }
  }

  @Test
  void everyDamagedFileIsAnsweredOrRefused() throws Exception {
    Path good = write(GoodIndex.CONTENT, folder);
    var outcomes = new TreeMap<String, Integer>();
    var failures = new ArrayList<String>();
    for (int next = 0; next < mutations(); ) {
      next = readFrom(next, good, outcomes, failures);
    }
    System.out.println(getClass().getSimpleName() + ": seed " + SEED + " " + outcomes);
    assertEquals(List.of(), failures);
    assertTrue(outcomes.size() > 1, "every damaged file fared the same: " + outcomes);
  }

  /** Reads until the child ends or gives up, and tells where to go on. */
  private int readFrom(int first, Path good, Map<String, Integer> outcomes, List<String> failures)
      throws IOException, InterruptedException {
    int number = first;
    var said = new ArrayList<String>();
    try (var child =
        new ChildJvm(
            HEAP,
            DamageChild.class,
            getClass().getName(),
            good.toString(),
            "" + SEED,
            "" + first,
            "" + mutations())) {
      for (var line = child.line(); line.isPresent(); line = child.line()) {
        if (!line.get().startsWith(DamageChild.OUTCOME)) {
          said.add(line.get());
          continue;
        }
        String outcome = line.get().substring(DamageChild.OUTCOME.length());
        outcomes.merge(outcome, 1, Integer::sum);
        if (DamageChild.isFailure(outcome)) {
          failures.add(describe(number, good, said));
        }
        said.clear();
        number++;
      }
      if (number == mutations()) {
        return number;
      }
      said.add("the JVM ended with " + child.exitCode());
    } catch (IllegalStateException e) {
      said.add(e.getMessage());
    }
    failures.add(describe(number, good, said));
    return number + 1;
  }

  private static String describe(int number, Path good, List<String> said) throws IOException {
    var mutation = new MutatedFiles(Files.readAllBytes(good), SEED).mutation(number);
    return "seed " + SEED + ", number " + number + ", " + mutation.description() + ": " + said;
  }

  /** Asks everything; true if every answer is that of the good file. */
  final boolean answersAsWritten(Path file, List<Question> questions, List<Object> written) {
    var answers = new ArrayList<Object>();
    try (IndexReader reader = open(file)) {
      questions.forEach(question -> answers.add(question.ask(reader)));
      if (reader instanceof FullTextIndex fullText) {
        fullText.fullText(List.of("void"), FullTextWeights.DEFAULT, FULL_TEXT_LIMIT);
      }
    }
    return answers.equals(written);
  }
}
