package dev.sluice.schema.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema folder as it was. */
class GitRevisionTest {
  @TempDir Path folder;
  private Git git;
  private Path repository;

  @BeforeEach
  void commitTwoVersions() throws Exception {
    repository = Files.createDirectories(folder.resolve("repository"));
    git = Git.init().setDirectory(repository.toFile()).setInitialBranch("main").call();
    Files.createDirectories(repository.resolve("schema/tables"));
    write("schema/tables/t.sql", "CREATE TABLE t (a);\r\n");
    write("schema/version", "1\n");
    commit("one");
    Files.delete(repository.resolve("schema/tables/t.sql"));
    write("schema/tables/renamed.sql", "CREATE TABLE t (a, b);");
    write("schema/version", "2\n");
    commit("two");
  }

  @AfterEach
  void close() {
    git.close();
  }

  @Test
  void theFolderIsReadAsItWasWhateverTheWorkingTreeHolds() throws Exception {
    write("schema/tables/renamed.sql", "not SQL at all");
    SchemaSource before = read("HEAD~1").parse();
    SchemaSource after = read("main").parse();
    assertEquals(1, before.version());
    assertEquals(1, before.declarations().get(0).parts().size());
    assertEquals(2, after.version());
    assertEquals(2, after.declarations().get(0).parts().size());
    assertEquals("git:main", after.name());
    assertEquals(
        new Location("schema/tables/renamed.sql", 1), after.declarations().get(0).location());
  }

  @Test
  void aFolderThatIsGoneFromTheWorkingTreeCanStillBeRead() throws Exception {
    Files.delete(repository.resolve("schema/tables/renamed.sql"));
    Files.delete(repository.resolve("schema/tables"));
    Files.delete(repository.resolve("schema/version"));
    Files.delete(repository.resolve("schema"));
    assertEquals(2, read("HEAD").parse().version());
  }

  @Test
  void whatIsNotThereIsWrongUse() {
    refused("nope", repository, "schema", "no revision nope");
    refused("HEAD^{nope", repository, "schema", "HEAD^{nope");
    refused("HEAD", repository, "elsewhere", "no folder elsewhere");
    refused("HEAD", repository, "../schema", "outside the repository");
    refused("HEAD", folder, "schema", "in no git repository");
  }

  private void refused(String revision, Path directory, String path, String words) {
    var refusal =
        assertThrows(
            SluiceException.class, () -> GitRevision.read(directory, Path.of(path), revision));
    assertEquals(ErrorCode.USAGE, refusal.code());
    assertTrue(refusal.getMessage().contains(words), refusal.getMessage());
  }

  private SchemaFolder read(String revision) {
    return GitRevision.read(repository.resolve("."), Path.of("schema"), revision);
  }

  private void write(String path, String text) throws Exception {
    Files.writeString(repository.resolve(path), text);
  }

  private void commit(String message) throws Exception {
    git.add().addFilepattern(".").call();
    git.add().setUpdate(true).addFilepattern(".").call();
    git.commit()
        .setMessage(message)
        .setAuthor("a", "a@b")
        .setCommitter("a", "a@b")
        .setSign(false)
        .call();
  }
}
