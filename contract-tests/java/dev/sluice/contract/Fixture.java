package dev.sluice.contract;

import dev.sluice.schema.Role;
import dev.sluice.schema.Verdict;
import java.nio.file.Path;
import java.util.Map;

/**
 * A store with one thing wrong, or with nothing wrong.
 *
 * @param name what is wrong, and the name of its folder
 * @param folder an index root, laid out as {@link dev.sluice.core.IndexLayout} says
 * @param file the database, or whatever lies in its place
 * @param verdicts what the gate must say to each role
 */
public record Fixture(String name, Path folder, Path file, Map<Role, Verdict> verdicts) {
  public Fixture {
    verdicts = Map.copyOf(verdicts);
  }
}
