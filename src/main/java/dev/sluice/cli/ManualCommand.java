package dev.sluice.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice manual}: writes the pages about commands. */
@Command(
    name = "manual",
    description = "Writes the pages about commands, for docs/ and for man(1).",
    footer = "%nExample: sluice manual --man target/man",
    mixinStandardHelpOptions = true)
final class ManualCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private OutputOptions output;

  @Option(
      names = "--pages",
      paramLabel = "D",
      description = "The folder of pages in Markdown (docs/commands, unless --man is given).")
  private Path pages;

  @Option(names = "--man", paramLabel = "D", description = "The folder of man pages (none).")
  private Path man;

  /** The JSON document. */
  record Written(List<WrittenPage> pages) {}

  @Override
  public Integer call() {
    List<CommandManual> manuals = CommandManual.all(root());
    var written = new ArrayList<WrittenPage>();
    Path markdown = pages == null && man == null ? Path.of("docs", "commands") : pages;
    if (markdown != null) {
      written.add(WrittenPage.writeInto(markdown, "README.md", ManualPages.index(manuals)));
    }
    for (CommandManual manual : manuals) {
      String name = ManualPages.fileName(manual);
      if (markdown != null) {
        written.add(WrittenPage.writeInto(markdown, name + ".md", ManualPages.markdown(manual)));
      }
      if (man != null) {
        String page = ManualPages.roff(manual, Versions.ofSluice());
        written.add(WrittenPage.writeInto(man, name + ".1", page));
      }
    }
    output.print(
        new Written(written), out -> written.forEach(page -> out.println(page.describe())));
    return 0;
  }

  private CommandLine root() {
    return command.commandLine().getParent();
  }
}
