package dev.sluice.contract;

import dev.sluice.core.SluiceException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Has a reader read damaged files, in a JVM of its own: prints the outcome of each. */
final class DamageChild {
  /** What a line with an outcome begins with; other lines belong to the outcome that follows. */
  static final String OUTCOME = "outcome: ";

  private static final String FAILED = "failed";
  private static final String WRONG = "wrong answer from a file that passes for good";

  private final DamageContract contract;
  private final List<Question> questions = Question.about(GoodIndex.CONTENT);
  private final List<Object> written =
      questions.stream().map(question -> question.ask(GoodIndex.CONTENT)).toList();

  private DamageChild(DamageContract contract) {
    this.contract = contract;
  }

  static boolean isFailure(String outcome) {
    return outcome.equals(FAILED) || outcome.equals(WRONG);
  }

  /**
   * Runs the child.
   *
   * @param arguments the subclass of {@link DamageContract}, the good file, the seed, the first
   *     number and the number after the last
   */
  public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
    var constructor = Class.forName(arguments[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    var child = new DamageChild((DamageContract) constructor.newInstance());
    Path good = Path.of(arguments[1]);
    var files = new MutatedFiles(Files.readAllBytes(good), Long.parseLong(arguments[2]));
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int end = Integer.parseInt(arguments[4]);
    for (int number = Integer.parseInt(arguments[3]); number < end; number++) {
      Path folder = Files.createDirectory(good.resolveSibling("damaged-" + number));
      Path file = folder.resolve(good.getFileName());
      Files.write(file, files.mutation(number).content());
      out.println(OUTCOME + child.outcome(file));
      delete(folder);
    }
  }

  private String outcome(Path file) {
    try {
      if (contract.answersAsWritten(file, questions, written)) {
        return "answered as written";
      }
      return contract.passesForGood(file) ? WRONG : "answered otherwise";
    } catch (SluiceException e) {
      return "refused as " + e.code().title();
    } catch (RuntimeException | Error e) {
      e.printStackTrace(System.out);
      return FAILED;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
