package dev.sluice.cli;

import dev.sluice.core.ErrorCode;
import dev.sluice.retrieval.backend.StoreGate;
import dev.sluice.schema.Judgement;
import dev.sluice.schema.Role;
import dev.sluice.schema.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice check}: the gate on stores. */
@Command(
    name = "check",
    description = "Says whether stores may be read or written, and why not.",
    footer = "%nExample: sluice check .sluice/index-sqlite/index-code.db --as writer",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  /** Who wants to know. */
  enum As {
    READER(Role.READER),
    WRITER(Role.WRITER);

    private final Role role;

    As(Role role) {
      this.role = role;
    }
  }

  @Mixin private OutputOptions output;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Database files and LMDB folders.")
  private List<Path> paths;

  @Option(names = "--as", paramLabel = "ROLE", description = "reader or writer (reader).")
  private As as = As.READER;

  /** The JSON document. */
  record Results(List<Result> results) {}

  /** The verdict on one file. */
  record Result(
      String path,
      String role,
      String verdict,
      String code,
      String found,
      String expected,
      List<String> findings,
      String remedy) {}

  @Override
  public Integer call() {
    List<Judgement> judgements =
        paths.stream().map(path -> StoreGate.check(path, as.role)).toList();
    output.print(results(judgements), out -> print(judgements, out));
    return judgements.stream()
        .map(Judgement::verdict)
        .filter(verdict -> verdict != Verdict.OK)
        .findFirst()
        .map(verdict -> verdict.code().exitCode())
        .orElse(0);
  }

  private Results results(List<Judgement> judgements) {
    var results = new ArrayList<Result>();
    for (int i = 0; i < paths.size(); i++) {
      Judgement judgement = judgements.get(i);
      ErrorCode code = judgement.verdict().code();
      results.add(
          new Result(
              paths.get(i).toString(),
              as.name().toLowerCase(Locale.ROOT),
              judgement.verdict().id(),
              code == null ? null : code.id(),
              judgement.found(),
              judgement.expected(),
              judgement.findings(),
              judgement.remedy(StoreGate.rebuildCommand(paths.get(i)))));
    }
    return new Results(results);
  }

  private void print(List<Judgement> judgements, PrintWriter out) {
    for (int i = 0; i < paths.size(); i++) {
      Path path = paths.get(i);
      Judgement judgement = judgements.get(i);
      if (judgement.ok()) {
        out.println("ok " + path + " " + judgement.found());
        judgement.findings().forEach(finding -> out.println("  note:   " + finding));
      } else {
        String rebuild = StoreGate.rebuildCommand(path);
        out.println(judgement.refusal(path.toString(), rebuild).explain());
      }
    }
  }
}
