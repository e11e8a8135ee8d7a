package dev.sluice.upkeep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.ErrorCode;
import dev.sluice.core.RootLock;
import dev.sluice.core.SluiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleaningTest {
  @TempDir static Path templates;
  @TempDir Path folder;

  private static IndexRoot template;
  private IndexRoot root;

  @BeforeAll
  static void buildOnce() {
    template = IndexRoot.build(templates.resolve("root"));
  }

  @BeforeEach
  void copy() throws IOException {
    root = template.copyTo(folder.resolve("root"));
  }

  private Cleaning cleaning() {
    return new Cleaning(root.path(), folder.resolve("home"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(root.path())) {
      return files.map(f -> root.path().relativize(f).toString()).sorted().toList();
    }
  }

  @Test
  void whatIsListedGoesAndTheRootIsEmpty() throws Exception {
    Files.copy(root.sqlite(), root.sqlite().resolveSibling("index-code.db.bak-2"));
    Path killed = root.path().resolve(".index-code." + UUID.randomUUID());
    Files.createDirectories(killed.resolve("pieces"));
    Files.writeString(killed.resolve("pieces/manifest.json"), "{");
    Map<String, String> before = root.everything();
    CleanPlan look = cleaning().look();
    assertEquals(before, root.everything());
    assertEquals(before.size() - 1, look.removed().size());

    CleanPlan done = cleaning().run();
    assertEquals(look, done);
    assertEquals(List.of(""), names());
    assertEquals(List.of(), done.left());
    assertEquals(done.files() + done.folders(), done.removed().size());
    assertTrue(done.bytes() > Files.size(template.sqlite()));

    var again = assertThrows(SluiceException.class, () -> cleaning().run());
    assertEquals(ErrorCode.MISSING, again.code());
    assertEquals(List.of(""), names());
  }

  @Test
  void whatAUserPutThereStays() throws Exception {
    var own = new TreeMap<String, String>();
    for (String name :
        List.of(
            "sluice.json",
            "notes.txt",
            "index-code/notes.json",
            "index-code/pieces/chunk_meta.json",
            "index-sqlite/index-code.db.old",
            "index-sqlite/other.db",
            "index-lmdb/index-code/mine/data.mdb",
            "incremental/code/files/notes.json",
            "incremental/mine.json",
            "mine/index_state.json")) {
      Path file = root.path().resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
      own.put(name, name);
    }
    CleanPlan look = cleaning().look();
    assertEquals(look, cleaning().run());

    var left = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(root.path())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        left.put(root.path().relativize(file).toString(), Files.readString(file));
      }
    }
    assertEquals(own, left);
    assertEquals(
        List.of("incremental/code/files/notes.json", "incremental/mine.json"),
        look.left().stream()
            .map(one -> root.path().toAbsolutePath().relativize(one.path()).toString())
            .filter(name -> name.startsWith("incremental"))
            .toList());
  }

  @Test
  void whatAnotherProgramMadeStays() throws Exception {
    IndexRoot.edit(
        root.artifact("pieces/manifest.json"),
        "\"pieces\":[",
        "\"pieces\":[{\"name\":\"repo_map\",\"path\":\"repo_map.json\"},");
    IndexRoot.edit(
        root.layout().incremental(IndexRoot.MODE).resolve("manifest.json"),
        "\"version\"",
        "\"tokenizationKey\":\"k\",\"version\"");
    Files.writeString(
        root.artifact("index_state.json"),
        "{\"mode\":\"code\",\"sqlite\":{\"enabled\":true,\"ready\":true,\"pending\":false}}");
    cleaning().run();
    List<String> names = names();
    assertTrue(names.contains("index-code/chunk_meta.json"), names.toString());
    assertTrue(names.contains("incremental/code/manifest.json"), names.toString());
    assertTrue(names.contains("index-sqlite/index-code.db"), names.toString());
    assertFalse(names.contains("index-lmdb"), "its layout is of Sluice alone: " + names);
  }

  @Test
  void damagedStoresGoAsWell() throws Exception {
    IndexRoot.zero(root.sqlite(), 0, 4096);
    IndexRoot.zero(root.lmdb(), 0, 4096);
    cleaning().run();
    assertEquals(List.of(""), names());
  }

  @Test
  void foldersThatAreNoIndexAreRefused() throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    assertRefused(ErrorCode.USAGE, Path.of("/"), "root of a file system");
    assertRefused(ErrorCode.USAGE, home, "home folder");
    assertRefused(ErrorCode.USAGE, folder, "home folder");
    assertRefused(ErrorCode.MISSING, folder.resolve("nowhere"), "no such folder");
    assertRefused(ErrorCode.MISSING, Files.createDirectory(folder.resolve("empty")), "");
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.writeString(locked.resolve(".lock"), "1\n");
    assertRefused(ErrorCode.MISSING, locked, "another program");
    assertTrue(Files.exists(locked.resolve(".lock")));
    Path file = Files.createFile(folder.resolve("file"));
    assertRefused(ErrorCode.MISSING, file, "no such folder");
    Path link = Files.createSymbolicLink(folder.resolve("link"), root.path());
    assertRefused(ErrorCode.USAGE, link, "is a link");
  }

  @Test
  void aFolderOfSourcesIsRefused() throws Exception {
    Path git = Files.createFile(root.path().resolve(".git"));
    assertRefused(ErrorCode.USAGE, root.path(), "a folder of sources");
    Files.delete(git);
    for (int i = 0; i < 4; i++) {
      Path source = root.path().resolve("src/f" + i + ".java");
      Files.createDirectories(source.getParent());
      Files.createFile(source);
    }
    assertRefused(ErrorCode.USAGE, root.path(), "a folder of sources");
  }

  private void assertRefused(ErrorCode code, Path path, String why) throws Exception {
    Map<String, String> before = root.everything();
    var cleaning = new Cleaning(path, folder.resolve("home"));
    for (var attempt : List.<Runnable>of(cleaning::look, cleaning::run)) {
      var refusal = assertThrows(SluiceException.class, attempt::run);
      assertEquals(code, refusal.code(), refusal.explain());
      assertTrue(refusal.explain().contains(why), refusal.explain());
    }
    assertEquals(before, root.everything());
  }

  @Test
  void aLinkThatLeavesTheRootIsRefused() throws Exception {
    Path outside = Files.createDirectory(folder.resolve("outside"));
    Path precious = Files.writeString(outside.resolve("index-code.db"), "precious");
    Path databases = root.sqlite().getParent();
    Files.move(root.sqlite(), folder.resolve("moved.db"));
    Files.delete(databases);
    Files.createSymbolicLink(databases, outside);
    assertRefused(ErrorCode.USAGE, root.path(), "has a link that leaves it");
    Files.delete(databases);
    Files.createDirectory(databases);
    Files.createSymbolicLink(databases.resolve("index-code.db"), precious);
    assertRefused(ErrorCode.USAGE, root.path(), "has a link that leaves it");
    Files.delete(databases.resolve("index-code.db"));
    Files.createSymbolicLink(databases.resolve("x"), Path.of("../../gone"));
    assertRefused(ErrorCode.USAGE, root.path(), "has a link that leaves it");
    assertEquals("precious", Files.readString(precious));
  }

  @Test
  void linksElsewhereStayAndAreNotFollowed() throws Exception {
    Path outside = Files.createDirectories(folder.resolve("outside/index-code"));
    Files.writeString(outside.resolve("chunk_meta.json"), "precious");
    Files.createSymbolicLink(root.path().resolve("shortcut"), outside);
    Path config = Files.writeString(root.path().resolve("sluice.json"), "{}");
    Path link = root.artifact("file_meta.json");
    Files.delete(link);
    Files.createSymbolicLink(link, config);
    CleanPlan plan = cleaning().run();
    assertEquals(3, plan.left().size(), plan.left().toString());
    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Files.exists(root.path().resolve("shortcut"), LinkOption.NOFOLLOW_LINKS));
    assertEquals("precious", Files.readString(outside.resolve("chunk_meta.json")));
    assertEquals("{}", Files.readString(config));
  }

  @Test
  void nothingGoesWhileAnotherWrites() throws Exception {
    RootLock lock = RootLock.acquire(root.path(), 0);
    Map<String, String> before = root.everything();
    var refusal = assertThrows(SluiceException.class, () -> cleaning().run());
    assertEquals(ErrorCode.BUSY, refusal.code());
    assertEquals(before, root.everything());
    assertEquals(template.everything().size() - 1, cleaning().look().removed().size());
    lock.close();
  }

  @Test
  void aLockThatWasNotThereIsNotListed() throws Exception {
    Files.delete(root.path().resolve(".lock"));
    CleanPlan look = cleaning().look();
    assertEquals(look, cleaning().run());
    assertEquals(List.of(""), names());
  }
}
