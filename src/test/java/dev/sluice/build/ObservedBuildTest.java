package dev.sluice.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.Observer;
import dev.sluice.core.Observers;
import dev.sluice.core.RecordingLogger;
import dev.sluice.sqlite.ann.VectorTable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build tells of itself. */
class ObservedBuildTest {
  private static final Mode MODE = Mode.CODE;
  private static final String EVENT = "dev.sluice.BuildPhase";

  @TempDir Path root;

  private IndexLayout layout;

  @BeforeEach
  void artifacts() {
    layout = new IndexLayout(root);
    SmallArtifacts.write(layout, MODE);
  }

  private void build(BuildRequest request, RecordingLogger log) {
    new StoreBuild(new SqliteBuild.Database(VectorTable.DEFAULT), request, Clock.systemUTC(), log)
        .run(BuildProgress.NONE);
  }

  @Test
  void itsPhasesAreEventsOfTheFlightRecorder() throws Exception {
    assertEquals(
        List.of("indexes", "parse", "publish", "rows", "sync", "validation"),
        phases(() -> build(BuildRequest.of(layout, MODE), new RecordingLogger())));
  }

  @Test
  void itTellsHowMuchThereIsToDo() {
    // Lengths of chunks, the end of the terms and how vectors were made are counted by no artifact.
    List<Told> ofArtifacts = told(BuildRequest.of(layout, MODE));
    Told rows = last("rows", ofArtifacts);
    long uncounted = rows.done() - rows.total();
    assertTrue(rows.total() > 0 && 0 <= uncounted && uncounted <= 3, rows::toString);
    assertTrue(ofArtifacts.indexOf(rows) < ofArtifacts.indexOf(last("validation", ofArtifacts)));
    new EditedFiles(1, 20, true).write(layout.incremental(MODE));
    List<Told> ofBundles = told(BuildRequest.of(layout, MODE).from(From.BUNDLES, null));
    for (String phase : List.of("chunks", "terms")) {
      assertEquals(last(phase, ofBundles).total(), last(phase, ofBundles).done(), phase);
    }
  }

  /** What a build told of its progress. */
  private record Told(String phase, long done, long total) {}

  private static List<Told> told(BuildRequest request) {
    var told = new ArrayList<Told>();
    new SqliteBuild(request, Clock.systemUTC())
        .run((phase, done, total) -> told.add(new Told(phase, done, total)));
    return told;
  }

  private static Told last(String phase, List<Told> told) {
    return told.stream().filter(t -> t.phase().equals(phase)).reduce((a, b) -> b).orElseThrow();
  }

  @Test
  void phasesOfAnUpdateAndOfACompactionAreToo() throws Exception {
    var files = new EditedFiles(1, 20, true);
    files.write(layout.incremental(MODE));
    BuildRequest request = BuildRequest.of(layout, MODE).from(From.BUNDLES, null);
    var log = new RecordingLogger();
    build(request, log);
    files.edit();
    files.write(layout.incremental(MODE));
    assertEquals(
        List.of("add", "commit", "compare", "remove", "validation"),
        phases(() -> build(request.incremental(IncrementalEquivalenceTest.NO_LIMITS), log)));
    assertEquals(
        List.of("copy", "publish", "sync", "validation"),
        phases(
            () ->
                new Compaction(layout, MODE, Clock.systemUTC(), VectorTable.DEFAULT, log)
                    .run(false, BuildProgress.NONE)));
    List<String> said = log.lines().stream().filter(line -> line.startsWith("INFO")).toList();
    assertEquals(3, said.size(), said::toString);
    assertTrue(said.get(1).contains(" is incremental, "), said.get(1));
    assertTrue(
        said.get(2)
            .matches(
                "INFO mode code: .*index-code.db is compacted: \\d+ chunks, \\d+ gaps and unused"
                    + " terms \\{.*} before, \\d+ to \\d+ bytes in \\d+ ms"),
        said.get(2));
  }

  /** The phases that something goes through, sorted. */
  private List<String> phases(Runnable work) throws Exception {
    Path file = root.resolve("build.jfr");
    try (var recording = new Recording()) {
      recording.enable(EVENT);
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    var phases = new TreeSet<String>();
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (!event.getEventType().getName().equals(EVENT)) {
        continue; // Of the JDK itself.
      }
      phases.add(event.getString("phase"));
      assertTrue(Path.of(event.getString("path")).startsWith(root), event::toString);
      assertTrue(event.getDuration().toNanos() > 0, event::toString);
    }
    return List.copyOf(phases);
  }

  @Test
  void whatItMadeIsLoggedOnceWithItsReasonAndNumbers() {
    var log = new RecordingLogger();
    build(BuildRequest.of(layout, MODE), log);
    assertEquals(1, log.lines().size(), log.lines()::toString);
    String line = log.lines().get(0);
    assertTrue(
        line.matches(
            "INFO mode code: .*index-code.db is built from artifacts, 6 chunks of 3 files,"
                + " \\d+ bytes in \\d+ ms: .+"),
        line);
  }

  @Test
  void anUpdateThatIsRefusedIsLoggedAndHeardOfOnce() {
    var log = new RecordingLogger();
    var heard = new ArrayList<String>();
    Observer observer =
        new Observer() {
          @Override
          public void fellBack(Mode mode, String from, String to) {
            heard.add(mode + " " + from + " " + to);
          }
        };
    Observers.install(observer);
    try {
      build(BuildRequest.of(layout, MODE).incremental(UpdateLimits.DEFAULT), log);
    } finally {
      Observers.remove(observer);
    }
    assertEquals(List.of("code incremental build"), heard);
    assertEquals(2, log.lines().size(), log.lines()::toString);
    assertTrue(log.lines().get(1).startsWith("WARN mode code: built anew instead of updated: "));
  }
}
