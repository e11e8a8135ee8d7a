package dev.sluice.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * The Java blocks of a page, put together into one program: the imports, then the statements in
 * their order.
 */
final class JavaBlocks {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private final List<String> imports = new ArrayList<>();
  private final List<String> statements = new ArrayList<>();

  JavaBlocks(Path page) throws IOException {
    var block = JAVA.matcher(Files.readString(page));
    while (block.find()) {
      for (String line : block.group(1).lines().toList()) {
        if (!line.isBlank()) {
          (line.startsWith("import ") ? imports : statements).add(line);
        }
      }
    }
    assertFalse(statements.isEmpty(), page + " has no Java example");
  }

  /** The lines but imports and blank ones. */
  List<String> statements() {
    return statements;
  }

  /** Compiles the program and runs it beside the index of a small tree; what it printed. */
  List<String> run(Path folder) throws IOException, InterruptedException {
    indexASmallTree(folder);
    Files.writeString(
        folder.resolve("Example.java"),
        String.join("\n", imports)
            + "\npublic class Example { public static void main(String[] arguments) {\n"
            + String.join("\n", statements)
            + "\n} }");
    String classPath = System.getProperty("java.class.path");
    String source = folder.resolve("Example.java").toString();
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-cp", classPath, "-d", folder.toString(), source);
    assertEquals(0, compiled);
    return runExample(folder, classPath);
  }

  private static void indexASmallTree(Path folder) throws IOException {
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

  private static List<String> runExample(Path folder, String classPath)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                folder + System.getProperty("path.separator") + absolute(classPath),
                "Example")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return out.lines().toList();
  }

  private static String absolute(String classPath) {
    return Stream.of(classPath.split(System.getProperty("path.separator"), -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }
}
