package dev.sluice.sqlite.ann;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.BuildFailedException;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.SluiceException;
import dev.sluice.sqlite.ann.Archives.TarContent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionInstallTest {
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  @TempDir Path temp;
  private Path folder;
  private Path target;
  private HttpServer server;
  private final CountDownLatch ended = new CountDownLatch(1);

  @BeforeEach
  void places() {
    folder = temp.resolve("extensions");
    target = folder.resolve("sqlite-vec/linux-x64/vec0.so");
  }

  @AfterEach
  void stop() {
    ended.countDown();
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void aLibraryIsPutInItsPlaceReadableAndRecorded() throws IOException {
    Path source = Files.write(temp.resolve("any-name"), Archives.library());
    ExtensionInstall.Installed installed = install(source.toString(), Sha256.of(source), false);
    assertEquals(target, installed.library());
    assertArrayEquals(Archives.library(), Files.readAllBytes(target));
    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(target)));
    assertEquals(List.of(), installed.warnings());
    assertEquals(
        new InstalledExtensions.Installed(
            "sqlite-vec/linux-x64/vec0.so",
            "sqlite-vec",
            "linux-x64",
            Sha256.of(target),
            400,
            source.toString(),
            "1970-01-01T00:00:00Z"),
        InstalledExtensions.find(target).orElseThrow());
    requireNothingElse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.zip", "a.tar", "a.tar.gz", "a.tgz", "A.TGZ"})
  void ofAnArchiveTheLibraryAloneIsTaken(String name) throws IOException {
    Path archive = temp.resolve(name);
    if (name.endsWith(".zip")) {
      Archives.zip(
          archive,
          zip -> {
            Archives.file(zip, "package/README.md", new byte[] {1});
            Archives.file(zip, "package/vec0.so", Archives.library());
          });
    } else {
      Archives.tar(
          archive,
          tar -> {
            Archives.file(tar, "package/README.md", new byte[] {1});
            Archives.file(tar, "package/vec0.so", Archives.library());
          });
    }
    ExtensionInstall.Installed installed = install(archive.toString(), null, false);
    assertArrayEquals(Archives.library(), Files.readAllBytes(target));
    assertTrue(installed.warnings().get(0).contains("no --sha256"), "" + installed.warnings());
    requireNothingElse();
  }

  @Test
  void whatWasInstalledIsReplacedAndItsRecordToo() throws IOException {
    Path source = Files.write(temp.resolve("first"), Archives.library());
    install(source.toString(), null, false);
    byte[] other = Archives.library();
    other[399] = 1;
    Files.write(source, other);
    install(source.toString(), null, false);
    assertArrayEquals(other, Files.readAllBytes(target));
    assertTrue(InstalledExtensions.mismatch(target).isEmpty());
  }

  @Test
  void aLibraryThatChangedAfterwardsIsToldFromTheOneInstalled() throws IOException {
    Path source = Files.write(temp.resolve("first"), Archives.library());
    install(source.toString(), null, false);
    Files.write(target, new byte[400]);
    assertTrue(InstalledExtensions.mismatch(target).orElseThrow().contains("installed was"));
    assertTrue(InstalledExtensions.mismatch(source).isEmpty());
  }

  @Test
  void aWrongOrMissingHashLeavesEverythingAsItWas() throws IOException {
    Path source = Files.write(temp.resolve("lib"), Archives.library());
    String wrong = "0".repeat(64);
    requireRefused(source, wrong, "its sha256 is " + Sha256.of(source) + ", expected " + wrong);
    var without =
        assertThrows(
            SluiceException.class, () -> request(source.toString(), null, true, false).run(CLOCK));
    assertEquals(ErrorCode.USAGE, without.code());
    requireRefused(source, "abc", "64 hexadecimal digits");
    assertFalse(Files.exists(target));
  }

  @ParameterizedTest
  @CsvSource({
    "../vec0.so, leads out",
    "a/../../vec0.so, leads out",
    "..\\vec0.so, leads out",
    "/vec0.so, absolute",
    "C:\\vec0.so, absolute",
    "\\vec0.so, absolute"
  })
  void entriesThatLeadElsewhereAreRefused(String name, String reason) throws IOException {
    requireRefusedTar(tar -> Archives.file(tar, name, Archives.library()), reason);
    Path zip =
        Archives.zip(temp.resolve("z.zip"), out -> Archives.file(out, name, Archives.library()));
    requireRefused(zip, null, reason);
  }

  @ParameterizedTest
  @ValueSource(
      bytes = {
        TarArchiveEntry.LF_SYMLINK,
        TarArchiveEntry.LF_LINK,
        TarArchiveEntry.LF_CHR,
        TarArchiveEntry.LF_BLK,
        TarArchiveEntry.LF_FIFO
      })
  void linksAndDevicesAreRefusedWhateverTheirName(byte kind) throws IOException {
    requireRefusedTar(
        tar -> {
          Archives.file(tar, "vec0.so", Archives.library());
          Archives.special(tar, "other", kind);
        },
        "no plain file");
    requireRefusedTar(tar -> Archives.special(tar, "vec0.so", kind), "no plain file");
  }

  @Test
  void aLinkInAZipIsRefused() throws IOException {
    Path zip = Archives.zip(temp.resolve("z.zip"), out -> Archives.symbolicLink(out, "vec0.so"));
    requireRefused(zip, null, "no plain file");
  }

  @Test
  void namesThatDifferInCaseAloneAreRefused() throws IOException {
    requireRefusedTar(
        tar -> {
          Archives.file(tar, "a/vec0.so", Archives.library());
          Archives.file(tar, "A/vec0.SO", Archives.library());
        },
        "in case at most");
  }

  @Test
  void severalLibrariesOrNoneAreRefused() throws IOException {
    requireRefusedTar(
        tar -> {
          Archives.file(tar, "a/vec0.so", Archives.library());
          Archives.file(tar, "b/vec0.so", Archives.library());
        },
        "more than one");
    requireRefusedTar(tar -> Archives.file(tar, "vec0.dll", Archives.library()), "has no file");
  }

  @Test
  void theLimitsAreThoseOfTheDocumentation() {
    assertEquals(new InstallLimits(200L << 20, 50L << 20, 2_048, 100), InstallLimits.DEFAULT);
  }

  @Test
  void anEntryThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
    var limits = new InstallLimits(10_000, 1_000, 10, 100);
    Path tar =
        Archives.tar(temp.resolve("a.tar"), out -> Archives.file(out, "large", new byte[1_001]));
    requireRefusedWithin(limits, tar, "1001 bytes, more than 1000");
  }

  @Test
  void entriesThatAreTooLargeTogetherAreRefused() throws IOException {
    var limits = new InstallLimits(2_500, 1_000, 10, 100);
    Path zip =
        Archives.zip(
            temp.resolve("a.zip"),
            out -> {
              for (int i = 0; i < 3; i++) {
                Archives.file(out, "large" + i, new byte[1_000]);
              }
            });
    requireRefusedWithin(limits, zip, "more than 2500 bytes in all");
  }

  @Test
  void moreEntriesThanThereMayBeAreRefused() throws IOException {
    requireRefusedTar(
        tar -> {
          for (int i = 0; i <= InstallLimits.DEFAULT.entries(); i++) {
            Archives.file(tar, "f" + i, new byte[0]);
          }
        },
        "is one of more than 2048");
  }

  @Test
  void whatUnpacksToMuchMoreThanItIsPackedInIsRefused() throws IOException {
    byte[] bomb = new byte[10 << 20];
    requireRefusedTar(tar -> Archives.file(tar, "vec0.so", bomb), "unpacks to is more than");
    requireRefusedTar(tar -> Archives.file(tar, "other", bomb), "unpacks to is more than");
    Path zip = Archives.zip(temp.resolve("z.zip"), out -> Archives.file(out, "vec0.so", bomb));
    requireRefused(zip, null, "the library is more than");
  }

  @Test
  void aSourceOfMoreBytesThanThereMayBeIsRefused() throws IOException {
    Path source = Files.write(temp.resolve("lib"), new byte[3_000]);
    requireRefusedWithin(new InstallLimits(2_500, 1_000, 10, 100), source, "more than 2500 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.zip", "a.tar", "a.tgz"})
  void whatIsNoArchiveFailsAndChangesNothing(String name) throws IOException {
    byte[] noise = new byte[5_000];
    new Random(1).nextBytes(noise);
    Path source = Files.write(temp.resolve(name), noise);
    var failed =
        assertThrows(BuildFailedException.class, () -> install(source.toString(), null, false));
    assertTrue(failed.getMessage().contains("was not installed"), failed.getMessage());
    assertFalse(Files.exists(target));
    requireNothingElse();
  }

  @ParameterizedTest
  @CsvSource({"183, linux-arm64", "40, ''"})
  void aLibraryForAnotherMachineIsRefused(int machine, String found) throws IOException {
    Path source = Files.write(temp.resolve("lib"), Archives.elf(machine));
    if (found.isEmpty()) {
      // An architecture that is not known here may be this one.
      install(source.toString(), null, false);
      return;
    }
    requireRefused(source, null, "is a library for " + found + ", this machine is");
  }

  @Test
  void aTextIsNoLibrary() throws IOException {
    Path source = Files.writeString(temp.resolve("lib"), "<html>".repeat(100));
    requireRefused(source, null, "is no shared library");
  }

  @Test
  void aUrlMustBeHttpsUnlessAFlagSaysOtherwise() throws IOException {
    serve("/vec0.so", 200, null, Archives.library());
    var refused = assertThrows(SluiceException.class, () -> install(url("/vec0.so"), null, false));
    assertTrue(refused.getMessage().contains("is no https URL; --allow-http"), "" + refused);
    install(url("/vec0.so") + "?token=secret", null, true);
    assertEquals(url("/vec0.so"), InstalledExtensions.find(target).orElseThrow().source());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://host/vec0.so", "file:///etc/passwd", "https:///vec0.so"})
  void otherSchemesAreRefused(String url) {
    var refused = assertThrows(SluiceException.class, () -> install(url, null, true));
    assertTrue(refused.getMessage().contains("is no https URL"), refused.getMessage());
  }

  @Test
  void redirectsAreFollowedAFewTimesAndHeldToTheSameRules() throws IOException {
    serve("/one", 302, "/two", null);
    serve("/two", 307, url("/vec0.so"), null);
    serve("/vec0.so", 200, null, Archives.library());
    serve("/loop", 301, "/loop", null);
    serve("/away", 302, "file:///etc/passwd", null);
    serve("/nowhere", 302, null, null);
    install(url("/one"), null, true);
    assertTrue(Files.exists(target));
    requireRefusedUrl("/loop", "redirects more than 5 times");
    requireRefusedUrl("/away", "file:///etc/passwd is no https URL");
    requireRefusedUrl("/nowhere", "without saying where");
    requireRefusedUrl("/absent", "answered 404");
  }

  @Test
  void aServerThatStopsSendingIsCutOff() throws IOException {
    start();
    server.createContext(
        "/slow",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write(1);
          exchange.getResponseBody().flush();
          await();
        });
    assertThrows(
        BuildFailedException.class,
        () ->
            request(url("/slow"), null, false, true)
                .run(CLOCK, InstallLimits.DEFAULT, Duration.ofMillis(100)));
    assertFalse(Files.exists(target));
  }

  private void await() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireRefusedUrl(String path, String reason) {
    var refused = assertThrows(SluiceException.class, () -> install(url(path), null, true));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  private void start() throws IOException {
    if (server == null) {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.start();
    }
  }

  private void serve(String path, int status, String location, byte[] body) throws IOException {
    start();
    server.createContext(
        path,
        exchange -> {
          if (location != null) {
            exchange.getResponseHeaders().add("Location", location);
          }
          exchange.sendResponseHeaders(status, body == null ? -1 : body.length);
          if (body != null) {
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
  }

  private String url(String path) throws IOException {
    start();
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private ExtensionInstall request(
      String source, String sha256, boolean requireSha256, boolean allowHttp) {
    return new ExtensionInstall(
        source,
        sha256,
        requireSha256,
        allowHttp,
        folder,
        "sqlite-vec",
        Archives.LINUX,
        Archives.LIBRARY);
  }

  private ExtensionInstall.Installed install(String source, String sha256, boolean allowHttp) {
    return request(source, sha256, false, allowHttp).run(CLOCK);
  }

  private void requireRefusedTar(TarContent content, String reason) throws IOException {
    requireRefused(Archives.tar(temp.resolve("a.tar.gz"), content), null, reason);
  }

  private void requireRefused(Path source, String sha256, String reason) throws IOException {
    var refused =
        assertThrows(SluiceException.class, () -> install(source.toString(), sha256, false));
    requireUnchanged(refused, reason);
  }

  private void requireRefusedWithin(InstallLimits limits, Path source, String reason)
      throws IOException {
    var refused =
        assertThrows(
            SluiceException.class,
            () ->
                request(source.toString(), null, false, false)
                    .run(CLOCK, limits, Duration.ofSeconds(5)));
    requireUnchanged(refused, reason);
  }

  private void requireUnchanged(SluiceException refused, String reason) throws IOException {
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    assertFalse(Files.exists(target));
    assertFalse(Files.exists(folder.resolve("extensions.json")));
    requireNothingElse();
  }

  /** No temporary file stays, wherever in the folder. */
  private void requireNothingElse() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      assertEquals(
          List.of(),
          all.filter(Files::isRegularFile)
              .map(path -> path.getFileName().toString())
              .filter(name -> !List.of("vec0.so", "extensions.json", ".lock").contains(name))
              .toList());
    }
  }
}
