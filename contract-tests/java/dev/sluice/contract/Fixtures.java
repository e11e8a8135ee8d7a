package dev.sluice.contract;

import dev.sluice.core.IndexLayout;
import dev.sluice.core.Mode;
import dev.sluice.schema.Role;
import dev.sluice.schema.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes the fixtures: one folder for each fault, and the verdicts from {@code verdicts.csv}, where
 * each line is a fixture and each further column a role. The same bytes every time.
 */
public final class Fixtures {
  private static final String TABLE = "verdicts.csv";

  private Fixtures() {}

  /**
   * Makes every fixture that this platform can hold: where there is no {@code mkfifo}, the one that
   * needs it is left out.
   *
   * @param folder each fixture becomes a folder in it
   */
  public static List<Fixture> make(Path folder) {
    Map<String, Recipe> recipes = recipes();
    Map<String, Map<Role, Verdict>> table = verdicts();
    if (!recipes.keySet().equals(table.keySet())) {
      throw new IllegalStateException(
          TABLE + " has " + table.keySet() + ", the recipes are " + recipes.keySet());
    }
    var fixtures = new ArrayList<Fixture>();
    recipes.forEach(
        (name, recipe) -> {
          Fixture fixture = in(folder, name, table.get(name));
          make(fixture, recipe);
          if (name.equals("missing") || Files.exists(fixture.file(), LinkOption.NOFOLLOW_LINKS)) {
            fixtures.add(fixture);
          }
        });
    return fixtures;
  }

  /** The fixtures that lie in a folder already. */
  static List<Fixture> in(Path folder) {
    return verdicts().entrySet().stream()
        .map(line -> in(folder, line.getKey(), line.getValue()))
        .filter(fixture -> Files.isDirectory(fixture.folder()))
        .toList();
  }

  private static Fixture in(Path folder, String name, Map<Role, Verdict> verdicts) {
    Path root = folder.resolve(name);
    return new Fixture(name, root, new IndexLayout(root).sqlite(Mode.CODE), verdicts);
  }

  private static void make(Fixture fixture, Recipe recipe) {
    try {
      Files.createDirectories(fixture.file().getParent());
      recipe.make(fixture.file());
    } catch (IOException e) {
      throw new UncheckedIOException("fixture " + fixture.name() + " could not be made", e);
    } catch (SQLException e) {
      throw new IllegalStateException("fixture " + fixture.name() + " could not be made", e);
    }
  }

  private static Map<String, Recipe> recipes() {
    var recipes = new LinkedHashMap<String, Recipe>();
    recipes.putAll(JournalFaults.all());
    recipes.putAll(SchemaFaults.all());
    recipes.putAll(FileFaults.all());
    return recipes;
  }

  private static Map<String, Map<Role, Verdict>> verdicts() {
    var verdicts = new LinkedHashMap<String, Map<Role, Verdict>>();
    List<String> lines = table().lines().filter(line -> !line.startsWith("#")).toList();
    String[] columns = lines.get(0).split(",", -1);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      var byRole = new LinkedHashMap<Role, Verdict>();
      for (int i = 1; i < columns.length; i++) {
        byRole.put(Role.valueOf(constant(columns[i])), Verdict.valueOf(constant(cells[i])));
      }
      verdicts.put(cells[0], byRole);
    }
    return verdicts;
  }

  private static String constant(String id) {
    return id.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static String table() {
    try (InputStream in = Fixtures.class.getResourceAsStream(TABLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(TABLE + " cannot be read", e);
    }
  }
}
