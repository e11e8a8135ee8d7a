package dev.sluice.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is walked is what git would add; git itself is the reference. */
class IgnoreRulesTest {
  private static final List<String> FILES =
      List.of(
          "a.java",
          "b.log",
          "keep.log",
          "build/x.java",
          "src/build/y.java",
          "src/a.tmp",
          "src/deep/a.tmp",
          "src/deep/keep.tmp",
          "src/gen/one.java",
          "src/gen/two.java",
          "doc/a.txt",
          "doc/sub/a.txt",
          "only/at/root.txt",
          "root.txt",
          "sub/root.txt",
          "space name.txt",
          "#hash.txt",
          "!bang.txt",
          "dir/excluded/inside.txt",
          "dir/other.txt",
          "foo/bar/baz/deep.txt",
          "abc.o",
          "abd.o",
          "local.cfg",
          "x/local.cfg",
          "Upper.LOG",
          "trail.txt");

  @TempDir Path folder;

  @Test
  void agreesWithGit() throws Exception {
    grow();
    assertEquals(gitFiles(folder), walked(folder));
  }

  @Test
  void aFolderInsideAWorkTreeObeysTheRulesAboveIt() throws Exception {
    grow();
    assertEquals(gitFiles(folder.resolve("src")), walked(folder.resolve("src")));
  }

  @Test
  void aLinkedWorkTreeSharesTheExcludesOfItsRepository(@TempDir Path elsewhere) throws Exception {
    grow();
    git(
        folder,
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b",
        "commit",
        "-q",
        "--allow-empty",
        "-m",
        "x");
    Path linked = elsewhere.resolve("linked");
    git(folder, "worktree", "add", "-q", linked.toString());
    Files.writeString(linked.resolve("local.cfg"), "ignored by info/exclude");
    Files.writeString(linked.resolve("a.java"), "class A {}");
    assertEquals(List.of("a.java"), walked(linked));
  }

  @Test
  void aRepositoryInsideAnotherHasItsOwnRulesAlone() throws Exception {
    grow();
    Path nested = Files.createDirectories(folder.resolve("nested"));
    git(nested, "init", "-q");
    Files.writeString(nested.resolve(".git/info/exclude"), "secret.txt\n");
    for (String name : List.of("secret.txt", "b.log", "a.java", "local.cfg")) {
      Files.writeString(nested.resolve(name), "text");
    }
    List<String> inside = List.of("a.java", "b.log", "local.cfg");
    assertEquals(inside, gitFiles(nested));
    assertEquals(inside, walked(nested));
    assertEquals(
        inside,
        walked(folder).stream()
            .filter(name -> name.startsWith("nested/"))
            .map(name -> name.substring("nested/".length()))
            .toList());
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstRule() throws Exception {
    grow();
    Files.writeString(folder.resolve("src/.gitignore"), "\ufeffa.tmp\n");
    List<String> walked = walked(folder);
    assertEquals(gitFiles(folder), walked);
    assertFalse(walked.contains("src/a.tmp"));
  }

  @Test
  void rulesHoldWithoutARepository() throws Exception {
    Files.writeString(folder.resolve(".gitignore"), "*.log\n!keep.log\n");
    Files.writeString(folder.resolve("b.log"), "x");
    Files.writeString(folder.resolve("keep.log"), "x");
    var skipped = new SkipCounts();
    var names = names(SourceTree.walk(folder, ProducerOptions.defaults(), skipped));
    assertEquals(List.of(".gitignore", "keep.log"), names);
    assertEquals(1, skipped.counts().get(SkipReason.IGNORED));
  }

  private void grow() throws Exception {
    assumeTrue(gitIsThere(), "git is not installed: nothing to compare with");
    git(folder, "init", "-q");
    for (String file : FILES) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "text");
    }
    Files.writeString(
        folder.resolve(".gitignore"),
        """
        # comment
        *.log
        !keep.log
        build/
        /root.txt
        doc/**/a.txt
        \\#hash.txt
        \\!bang.txt
        dir/excluded
        !dir/excluded/inside.txt
        foo/**/deep.txt
        ab[c-d].o
        !abd.o
        trail.txt\s\s
        """);
    Files.writeString(folder.resolve("src/.gitignore"), "*.tmp\n!build/\ngen/*\n!gen/two.java\n");
    Files.writeString(folder.resolve("src/deep/.gitignore"), "!keep.tmp\n");
    Files.writeString(folder.resolve(".git/info/exclude"), "local.cfg\n");
  }

  private static List<String> walked(Path folder) throws IOException {
    return names(SourceTree.walk(folder, ProducerOptions.defaults(), new SkipCounts())).stream()
        .filter(name -> !name.endsWith(".gitignore"))
        .toList();
  }

  private static List<String> names(List<SourceFile> files) {
    return files.stream().map(SourceFile::name).toList();
  }

  private static List<String> gitFiles(Path folder) throws Exception {
    String listed =
        git(folder, "-c", "core.excludesFile=", "ls-files", "-z", "--others", "--exclude-standard");
    return Arrays.stream(listed.split("\0"))
        .filter(name -> !name.endsWith(".gitignore"))
        .sorted()
        .toList();
  }

  private static boolean gitIsThere() throws InterruptedException {
    try {
      return new ProcessBuilder("git", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String git(Path folder, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), errors);
    return output;
  }
}
