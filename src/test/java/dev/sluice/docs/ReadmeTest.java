package dev.sluice.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.build.BuildProgress;
import dev.sluice.build.BuildRequest;
import dev.sluice.build.SqliteBuild;
import dev.sluice.core.Embedder;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.producer.IndexProduction;
import dev.sluice.producer.ProducerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README and the docs show works. */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)");

  @TempDir Path folder;

  @Test
  void theLibraryExampleCompilesRunsAndFinds() throws Exception {
    indexASmallTree();
    var block = JAVA.matcher(Files.readString(README));
    assertTrue(block.find(), "the README has no Java example");
    var lines = block.group(1).lines().toList();
    String imports = lines.stream().filter(l -> l.startsWith("import ")).collect(joined());
    List<String> statements =
        lines.stream().filter(l -> !l.startsWith("import ") && !l.isBlank()).toList();
    assertTrue(statements.size() <= 10, "the example of ten lines has " + statements.size());
    Files.writeString(
        folder.resolve("Example.java"),
        imports
            + "\npublic class Example { public static void main(String[] arguments) {\n"
            + statements.stream().collect(joined())
            + "\n} }");
    String classPath = System.getProperty("java.class.path");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                folder.toString(),
                folder.resolve("Example.java").toString());
    assertEquals(0, compiled);
    assertEquals("Files.java:2 Files.openReadOnly\n", firstLine(run(classPath)));
  }

  @Test
  void everyLinkOfTheReadmeAndTheDocsLeadsSomewhere() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      for (Path page :
          Stream.concat(Stream.of(README), docs.filter(Files::isRegularFile)).toList()) {
        var links = LINK.matcher(Files.readString(page));
        while (links.find()) {
          if (!links.group(1).contains("://")) {
            Path target = page.toAbsolutePath().resolveSibling(links.group(1));
            assertTrue(Files.exists(target), page + " links to " + links.group(1));
          }
        }
      }
    }
  }

  private void indexASmallTree() throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    Files.writeString(
        source.resolve("Files.java"),
        """
        class Files {
          Connection openReadOnly(Path file) {
            return connection(file, "read only");
          }
        }
        """);
    var layout = new IndexLayout(folder.resolve(".sluice"));
    new IndexProduction(layout, ProducerOptions.defaults(), Embedder.load(), Clock.systemUTC())
        .run(source, Set.of(Mode.CODE));
    new SqliteBuild(BuildRequest.of(layout, Mode.CODE), Clock.systemUTC()).run(BuildProgress.NONE);
  }

  private String run(String classPath) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + System.getProperty("path.separator") + absolute(classPath),
                "Example")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return out;
  }

  private static String absolute(String classPath) {
    return Stream.of(classPath.split(System.getProperty("path.separator"), -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private static String firstLine(String out) {
    return out.lines().findFirst().orElse("") + "\n";
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining("\n");
  }
}
