package dev.sluice.killed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.killed.Trial.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands are killed with SIGKILL at random moments. Kills {@code -Dsluice.kills=N} processes (300
 * for a campaign), at the moments of {@code -Dsluice.seed=S}; a seed is printed, but no two runs of
 * a process are alike.
 */
class KilledIT {
  private static final int KILLS = Integer.getInteger("sluice.kills", 8);
  private static final int KILLS_PER_OPERATION = 3;
  private static final long SEED = Long.getLong("sluice.seed", System.nanoTime());

  @TempDir Path folder;

  @Test
  void whatIsKilledLeavesTheOldIndexOrTheNewOne() throws Exception {
    System.out.printf("KilledIT: -Dsluice.kills=%d -Dsluice.seed=%d%n", KILLS, SEED);
    var random = new Random(SEED);
    List<Operation> operations = operations(random);
    var trials = new EnumMap<Operation, Trial>(Operation.class);
    var seen = new TreeMap<Operation, Map<String, Integer>>();
    for (int i = 0; i < KILLS; i++) {
      Operation operation = operations.get(i % operations.size());
      Trial trial = trials.get(operation);
      if (trial == null) {
        trial = new Trial(operation, folder, folder.resolve(operation.name()));
        trials.put(operation, trial);
      }
      String found = kill(trial, "kill " + i + " of " + operation + ", seed " + SEED, random);
      seen.computeIfAbsent(operation, o -> new TreeMap<>()).merge(found, 1, Integer::sum);
    }
    seen.forEach((operation, found) -> System.out.println("KilledIT: " + operation + " " + found));
    assertEquals(
        KILLS,
        seen.values().stream().flatMap(found -> found.values().stream()).mapToInt(n -> n).sum());
  }

  /** In another order for each seed, and as many as have some kills each. */
  private static List<Operation> operations(Random random)
      throws IOException, InterruptedException {
    var operations = new ArrayList<>(List.of(Operation.values()));
    String named = System.getProperty("sluice.operations");
    if (named != null) {
      operations.removeIf(operation -> !List.of(named.split(",")).contains(operation.name()));
    }
    Collections.shuffle(operations, random);
    int some = Math.min(operations.size(), (KILLS - 1) / KILLS_PER_OPERATION + 1);
    return operations.subList(0, some);
  }

  private String kill(Trial trial, String what, Random random)
      throws IOException, SQLException, InterruptedException {
    trial.restore();
    double moment = moment(random);
    String when = "%s at %.0f%% of %d ms".formatted(what, moment * 100, trial.millis());
    Process process = Command.start(trial.line(), folder.resolve("output"));
    boolean ended = process.waitFor((long) (moment * trial.millis()), TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    Seen found = trial.assertOldOrNew(when);
    assertTrue(
        !ended || found == Seen.NEW, when + ": " + Files.readString(folder.resolve("output")));
    trial.assertNextRunSucceeds(when);
    return found + (ended ? " (had ended)" : "");
  }

  /** Two in three fall into the last part, where there is something to break. */
  private static double moment(Random random) {
    double share = random.nextDouble();
    return switch (random.nextInt(3)) {
      case 0 -> share;
      case 1 -> 0.5 + share / 2;
      default -> 0.8 + share / 4;
    };
  }
}
