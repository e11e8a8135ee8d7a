package dev.sluice.upkeep;

import dev.sluice.artifact.ArtifactWriter;
import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.BundleWriter;
import dev.sluice.artifact.RandomBundles;
import dev.sluice.build.BuildRequest;
import dev.sluice.build.From;
import dev.sluice.build.LmdbBuild;
import dev.sluice.build.SqliteBuild;
import dev.sluice.core.DenseMeta;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An index root with artifacts, bundles and both stores of one mode, to be damaged. */
public record IndexRoot(Path path) {
  public static final Mode MODE = Mode.CODE;
  private static final DenseMeta DENSE = new DenseMeta(2, 2.0 / 255, "m");
  private static final int FILES = 6;

  public IndexLayout layout() {
    return new IndexLayout(path);
  }

  /** Everything, of one build. */
  static IndexRoot build(Path path) {
    IndexRoot root = withDatabase(path);
    root.buildLmdb();
    return root;
  }

  /** Without an LMDB store, for JVMs that cannot write one. */
  public static IndexRoot withDatabase(Path path) {
    var root = new IndexRoot(path);
    root.writeArtifacts(FILES);
    root.writeBundles(FILES);
    root.buildSqlite();
    return root;
  }

  void writeArtifacts(int files) {
    try (var writer =
        new ArtifactWriter(layout().artifacts(MODE), MODE, DENSE, Clock.systemUTC())) {
      for (int i = 0; i < files; i++) {
        writer.add(bundle(i));
      }
      writer.publish();
    }
  }

  void writeBundles(int files) {
    try (var writer = new BundleWriter(layout().incremental(MODE), MODE, DENSE)) {
      for (int i = 0; i < files; i++) {
        writer.add(bundle(i));
      }
      writer.publish();
    }
  }

  private static Bundle bundle(int i) {
    return RandomBundles.simple("src/f" + i + ".java", 3, new byte[] {1, (byte) i});
  }

  void buildSqlite() {
    var request = BuildRequest.of(layout(), MODE).from(From.ARTIFACTS, null);
    new SqliteBuild(request, Clock.systemUTC()).run((phase, done, total) -> {});
  }

  void buildLmdb() {
    var request = BuildRequest.lmdb(layout(), MODE).from(From.ARTIFACTS, null);
    new LmdbBuild(request, Clock.systemUTC()).run((phase, done, total) -> {});
  }

  Path artifact(String name) {
    return layout().artifacts(MODE).resolve(name);
  }

  Path bundle() throws IOException {
    try (Stream<Path> bundles = Files.list(layout().incremental(MODE).resolve("files"))) {
      return bundles.sorted().findFirst().orElseThrow();
    }
  }

  public Path sqlite() {
    return layout().sqlite(MODE);
  }

  Path lmdb() {
    return layout().lmdb(MODE).resolve("data.mdb");
  }

  /** Changes text in a file, which has to be there. */
  static void edit(Path file, String text, String replacement) throws IOException {
    String content = Files.readString(file, StandardCharsets.UTF_8);
    if (!content.contains(text)) {
      throw new AssertionError(file + " has no " + text);
    }
    Files.writeString(file, content.replace(text, replacement));
  }

  static void cut(Path file, double part) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate((long) (channel.size() * part));
    }
  }

  static void zero(Path file, long from, int length) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(length), from);
    }
  }

  void sql(String statement) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + sqlite());
        var run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  /** Every path with what is there, to see that nothing has changed. */
  Map<String, String> everything() throws IOException {
    var all = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.toList()) {
        String content =
            Files.isRegularFile(file) ? Files.getLastModifiedTime(file) + " " + hash(file) : "";
        all.put(path.relativize(file).toString(), content);
      }
    }
    return all;
  }

  private static String hash(Path file) throws IOException {
    return Arrays.hashCode(Files.readAllBytes(file)) + " of " + Files.size(file);
  }

  IndexRoot copyTo(Path target) throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.toList()) {
        Path copy = target.resolve(path.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return new IndexRoot(target);
  }
}
