package dev.sluice.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Files that are no databases, or databases no longer. Offsets are those of the file format
 * documentation of SQLite.
 */
final class FileFaults {
  private static final int HEADER = 100;
  private static final int PAGE_COUNT_OFFSET = 28;
  private static final int LEAF_TABLE_PAGE = 0x0D;
  private static final int FIRST_CELL_OR_RIGHTMOST_CHILD = 8;

  /** 2^31 - 1 as a variable-length integer. */
  private static final byte[] TWO_GIGABYTES = {
    (byte) 0x87, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F
  };

  private FileFaults() {}

  static Map<String, Recipe> all() {
    var recipes = new LinkedHashMap<String, Recipe>();
    recipes.put("missing", file -> {});
    recipes.put("zero-byte", file -> Files.write(file, new byte[0]));
    recipes.put("one-byte", file -> Files.write(file, new byte[1]));
    recipes.put(
        "not-a-database", file -> Files.writeString(file, "{\"chunks\": []}\n".repeat(999)));
    recipes.put("zeros-8mb", file -> Files.write(file, new byte[8 << 20]));
    recipes.put("folder", Files::createDirectory);
    recipes.put(
        "link-to-nothing", file -> Files.createSymbolicLink(file, file.resolveSibling("nothing")));
    recipes.put("fifo", FileFaults::makeFifo);
    recipes.put("truncated", good(bytes -> Arrays.copyOf(bytes, bytes.length / 2)));
    recipes.put("truncated-by-a-byte", good(bytes -> Arrays.copyOf(bytes, bytes.length - 1)));
    recipes.put("truncated-header", good(bytes -> Arrays.copyOf(bytes, HEADER / 2)));
    recipes.put("truncated-to-header", good(bytes -> Arrays.copyOf(bytes, HEADER)));
    recipes.put("forged-header", good(FileFaults::forgedHeader));
    recipes.put("forged-page-count", good(FileFaults::forgedPageCount));
    recipes.put("overwritten-schema", good(FileFaults::overwrittenSchema));
    recipes.put("schema-cell-claims-2gb", good(bytes -> claiming(bytes, 1)));
    recipes.put("cell-claims-2gb", FileFaults::makeCellClaim);
    return recipes;
  }

  private static Recipe good(UnaryOperator<byte[]> change) {
    return file -> Files.write(file, change.apply(Files.readAllBytes(GoodIndex.write(file))));
  }

  /** Where there is no {@code mkfifo} nothing is made, and the fixture is left out. */
  private static void makeFifo(Path file) throws IOException {
    try {
      new ProcessBuilder("mkfifo", file.toString()).inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.println("no fixture fifo: " + e.getMessage());
    }
  }

  /** The first 16 bytes of a database, and noise after them. */
  private static byte[] forgedHeader(byte[] good) {
    byte[] bytes = new byte[64 << 10];
    new Random(1).nextBytes(bytes);
    System.arraycopy(good, 0, bytes, 0, 16);
    return bytes;
  }

  /** A header that claims 2^32 - 1 pages. */
  private static byte[] forgedPageCount(byte[] good) {
    return ByteBuffer.wrap(good).putInt(PAGE_COUNT_OFFSET, -1).array();
  }

  private static byte[] overwrittenSchema(byte[] good) {
    Arrays.fill(good, HEADER, pageSize(good), (byte) 0xA5);
    return good;
  }

  private static void makeCellClaim(Path file) throws IOException, SQLException {
    int root;
    try (var connection = Sql.connect(GoodIndex.write(file));
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT rootpage FROM sqlite_schema WHERE name = 'token_stats'")) {
      row.next();
      root = row.getInt(1);
    }
    Files.write(file, claiming(Files.readAllBytes(file), root));
  }

  /** Makes the first cell of a leaf claim 2 GB of payload: of that page, or of one below it. */
  private static byte[] claiming(byte[] good, int page) {
    var bytes = ByteBuffer.wrap(good);
    int start = (page - 1) * pageSize(good);
    int header = page == 1 ? HEADER : start;
    if (bytes.get(header) != LEAF_TABLE_PAGE) {
      return claiming(good, bytes.getInt(header + FIRST_CELL_OR_RIGHTMOST_CHILD));
    }
    int cell = start + (bytes.getShort(header + FIRST_CELL_OR_RIGHTMOST_CHILD) & 0xFFFF);
    return bytes.put(cell, TWO_GIGABYTES).array();
  }

  private static int pageSize(byte[] database) {
    return ByteBuffer.wrap(database).getShort(16) & 0xFFFF;
  }
}
