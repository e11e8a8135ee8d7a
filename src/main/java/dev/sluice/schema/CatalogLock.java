package dev.sluice.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The text form of the declared catalog, {@code schema/catalog.lock}: one line per object or
 * property, sorted, so that a structural change is a line in a diff.
 *
 * <pre>
 * version 7
 * fingerprint s1:sha256:...
 *
 * table token_vocab
 *   column mode TEXT not-null key-1
 *   unique mode, token
 * index idx_chunks_file on chunks (mode, file)
 * </pre>
 *
 * <p>The fingerprint is over the lines below it; {@code s1} names this normalisation.
 */
public record CatalogLock(int version, Catalog catalog) {
  private static final String HEADER =
      """
      # What schema/*.sql compile to, as SQLite reports it. Written by: ./sluice schema lock
      # A change below this line needs another number in schema/version.
      """;

  /** Shadow tables are left out: they follow from the virtual table they belong to. */
  public CatalogLock {
    catalog =
        new Catalog(
            catalog.tables().stream().filter(t -> t.kind() != TableKind.SHADOW).toList(),
            catalog.indexes(),
            catalog.triggers());
  }

  /** The lock of a catalog that SQLite reported. */
  public String format() {
    String body = body();
    return HEADER + "version " + version + "\nfingerprint " + fingerprint(body) + "\n\n" + body;
  }

  /** Names the structure: equal fingerprints mean equal declared catalogs. */
  public String fingerprint() {
    return fingerprint(body());
  }

  /**
   * Reads what {@link #format} wrote.
   *
   * @throws IllegalArgumentException if the text is not a lock or does not match its fingerprint
   */
  public static CatalogLock parse(String text) {
    try {
      return parseLines(text);
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a line of catalog.lock is cut short", e);
    }
  }

  private static CatalogLock parseLines(String text) {
    int version = -1;
    String fingerprint = "";
    var tables = new ArrayList<Table>();
    var indexes = new ArrayList<Index>();
    TableLines open = null;
    for (String line : text.lines().toList()) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("  ") && open != null) {
        open.property(line.strip());
        continue;
      }
      if (open != null) {
        tables.add(open.table());
        open = null;
      }
      String[] words = line.split(" ", 2);
      switch (words[0]) {
        case "version" -> version = Integer.parseInt(words[1]);
        case "fingerprint" -> fingerprint = words[1];
        case "index" -> indexes.add(index(words[1]));
        default -> open = new TableLines(kind(words[0], line), words[1]);
      }
    }
    if (open != null) {
      tables.add(open.table());
    }
    var lock = new CatalogLock(version, new Catalog(tables, indexes, List.of()));
    if (!lock.fingerprint().equals(fingerprint)) {
      throw new IllegalArgumentException(
          "catalog.lock says " + fingerprint + " and holds " + lock.fingerprint());
    }
    return lock;
  }

  private String body() {
    var text = new StringBuilder();
    for (Table table : catalog.tables()) {
      text.append(table.kind().id()).append(' ').append(table.name()).append('\n');
      table.describe().forEach(line -> text.append("  ").append(line).append('\n'));
    }
    catalog.indexes().forEach(index -> text.append(index.describe()).append('\n'));
    return text.toString();
  }

  private static String fingerprint(String body) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      return "s1:sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static TableKind kind(String word, String line) {
    for (TableKind kind : TableKind.values()) {
      if (kind.id().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("not a line of catalog.lock: " + line);
  }

  private static Index index(String text) {
    int on = text.indexOf(" on ");
    int open = text.indexOf(" (");
    int close = text.lastIndexOf(')');
    String head = text.substring(0, on);
    boolean unique = head.endsWith(" unique");
    return new Index(
        unique ? head.substring(0, head.length() - " unique".length()) : head,
        text.substring(on + " on ".length(), open),
        unique,
        text.endsWith(" partial"),
        text.substring(open + " (".length(), close));
  }

  /** The lines of one table while they are read. */
  private static final class TableLines {
    private final TableKind kind;
    private final String name;
    private final List<Column> columns = new ArrayList<>();
    private final List<String> unique = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();

    TableLines(TableKind kind, String name) {
      this.kind = kind;
      this.name = name;
    }

    void property(String line) {
      String[] words = line.split(" ", 2);
      switch (words[0]) {
        case "column" -> columns.add(column(words[1]));
        case "unique" -> unique.add(words[1]);
        case "argument" -> arguments.add(words[1]);
        default -> throw new IllegalArgumentException("not a line of catalog.lock: " + line);
      }
    }

    private static Column column(String text) {
      String type = "";
      boolean notNull = false;
      int keyPosition = 0;
      int hidden = 0;
      String[] words = text.split(" ", -1);
      for (int i = 1; i < words.length; i++) {
        if (words[i].equals("not-null")) {
          notNull = true;
        } else if (words[i].startsWith("key-")) {
          keyPosition = Integer.parseInt(words[i].substring("key-".length()));
        } else if (words[i].equals("hidden")) {
          hidden = 1;
        } else {
          type = type.isEmpty() ? words[i] : type + " " + words[i];
        }
      }
      return new Column(words[0], type, notNull, keyPosition, hidden);
    }

    Table table() {
      return new Table(name, kind, columns, unique, arguments);
    }
  }
}
