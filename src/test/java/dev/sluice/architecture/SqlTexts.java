package dev.sluice.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds SQL in compiled classes, whole or in pieces that are put together at run time. */
final class SqlTexts {
  private static final Pattern SQL =
      Pattern.compile(
          "(^|\\W)(SELECT\\s.*|INSERT\\s+(OR\\s+\\w+\\s+)?INTO\\s.*|UPDATE\\s+\\w+\\s+SET\\s.*"
              + "|DELETE\\s+FROM\\s.*|DROP\\s+(TABLE|INDEX|TRIGGER|VIEW)\\s.*"
              + "|CREATE\\s+(\\w+\\s+)?(TABLE|INDEX|TRIGGER|VIEW)\\s.*"
              + "|ALTER\\s+TABLE\\s.*|PRAGMA\\s.*|ATTACH\\s+DATABASE\\s.*|\\s(ORDER|GROUP)\\s+BY\\s.*)",
          Pattern.DOTALL);

  private SqlTexts() {}

  /** Each text that is SQL, with the class that holds it; classes of the room itself excepted. */
  static List<String> outside(String room, Path classes) throws IOException {
    var found = new ArrayList<String>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        if (!classes.relativize(file).startsWith(room)) {
          texts(file).stream()
              .filter(SqlTexts::isSql)
              .forEach(text -> found.add(classes.relativize(file) + ": " + text));
        }
      }
    }
    return found;
  }

  static boolean isSql(String text) {
    return SQL.matcher(text).find();
  }

  private static List<String> texts(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return ConstantPool.texts(in);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
