package dev.sluice.lmdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.contract.Contents;
import dev.sluice.contract.LmdbFaults;
import dev.sluice.contract.LmdbFaults.Expectation;
import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.lmdb.StoreFinding.Kind;
import dev.sluice.schema.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each fault gets its verdict and its findings, and the store stays as it is. */
class LmdbGateContractTest {
  @TempDir Path root;

  @Test
  void everyFaultHasALineInTheTableAndEveryLineAFault() {
    var names = new ArrayList<String>();
    LmdbFaults.names().forEach(names::add);
    assertEquals(names, List.copyOf(LmdbFaults.expectations().keySet()));
  }

  @TestFactory
  Stream<DynamicTest> everyFaultGetsItsVerdictAndItsFindings() {
    return LmdbFaults.expectations().entrySet().stream()
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line.getKey(), () -> judge(line.getKey(), line.getValue())));
  }

  private void judge(String name, Expectation expected) throws IOException, SQLException {
    Path folder = new IndexLayout(root.resolve(name)).lmdb(Mode.CODE);
    Files.createDirectories(folder.getParent());
    LmdbFaults.make(name, folder);
    var before = Contents.of(root.resolve(name));
    Judgement judgement = LmdbGate.check(folder, Mode.CODE);
    assertEquals(expected.verdict(), judgement.verdict().id(), judgement.toString());
    if (judgement.ok()) {
      assertEquals(expected.smoke(), findings(LmdbValidator.smoke(folder, Mode.CODE)));
      assertEquals(expected.full(), findings(LmdbValidator.full(folder, Mode.CODE)));
    } else {
      var refusal =
          assertThrows(SluiceException.class, () -> LmdbIndexReader.open(folder, Mode.CODE));
      assertEquals(judgement.verdict().code(), refusal.code());
      assertTrue(refusal.getMessage().contains(folder.toString()), refusal.getMessage());
      assertTrue(
          refusal.remedy().contains("--root " + root.resolve(name))
              && refusal.remedy().contains("--mode code --backend lmdb"),
          refusal.remedy());
      assertThrows(SluiceException.class, () -> LmdbValidator.smoke(folder, Mode.CODE));
    }
    assertEquals(before, Contents.of(root.resolve(name)), "the gate changed the store");
  }

  private static List<String> findings(List<StoreFinding> findings) {
    return findings.stream().map(f -> f.kind() + " " + f.check()).distinct().toList();
  }

  @Test
  void whatIsMissingAndWhatIsDamagedHaveDifferentRemedies() throws Exception {
    Path folder = root.resolve("store");
    LmdbFaults.make("no-createdAt", folder);
    StoreFinding missing = LmdbValidator.smoke(folder, Mode.CODE).get(0);
    assertEquals(Kind.MISSING_KEY, missing.kind());
    assertTrue(missing.remedy().startsWith("rebuild with: sluice build"), missing.remedy());
    Path other = root.resolve("other");
    LmdbFaults.make("chunk-changed", other);
    StoreFinding damaged = LmdbValidator.full(other, Mode.CODE).get(0);
    assertEquals(Kind.DAMAGED, damaged.kind());
    assertTrue(damaged.remedy().startsWith("look after the disk"), damaged.remedy());
    assertFalse(damaged.detail().isEmpty());
  }
}
