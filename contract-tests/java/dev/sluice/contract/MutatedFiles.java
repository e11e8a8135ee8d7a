package dev.sluice.contract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/**
 * Damaged copies of a good SQLite database or LMDB data file: bits flipped, bytes overwritten,
 * pages swapped, copied and cleared, files cut and grown, headers of file and pages edited. The
 * copy of a number is the same for the same file and seed, whichever were made before it.
 * Immutable.
 */
public final class MutatedFiles {
  private static final int MAX_FLIPS = 16;
  private static final int MAX_RUN = 64;

  /** What lengths, counts, page numbers and versions go wrong with. */
  private static final int[] ODD_NUMBERS = {0, 1, 2, 0x7F, 0x80, 0xFF, 0xFFFF, 1 << 30, -2, -1};

  private final byte[] good;
  private final long seed;
  private final Format format;
  private final int pageSize;
  private final int pages;

  /**
   * Where to hit a file.
   *
   * @param headers where headers of the file begin, of so many bytes
   * @param pageHeader how many bytes of a page are its header and where its content is found
   * @param schema the page from which all others are found
   */
  private record Format(
      ByteOrder order, int pageSize, int[] headers, int header, int pageHeader, int schema) {

    static Format of(byte[] file) {
      return file[0] == 'S' ? sqlite(file) : lmdb(file);
    }

    private static Format sqlite(byte[] file) {
      int size = ByteBuffer.wrap(file).getShort(16) & 0xFFFF;
      int pageSize = size == 1 ? 65_536 : size;
      return new Format(ByteOrder.BIG_ENDIAN, pageSize, new int[] {0}, 100, 20, 0);
    }

    /** Both meta pages are headers; the newer one has the root of the main database. */
    private static Format lmdb(byte[] file) {
      ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      int pageSize = bytes.getInt(40);
      int newer = bytes.getLong(pageSize + 144) > bytes.getLong(144) ? pageSize : 0;
      int root = (int) bytes.getLong(newer + 128);
      return new Format(ByteOrder.LITTLE_ENDIAN, pageSize, new int[] {0, pageSize}, 152, 32, root);
    }
  }

  /** A damaged copy, and what was done to it. */
  public record Mutation(int number, String description, byte[] content) {}

  /**
   * Gets ready to damage a file.
   *
   * @param good the bytes of the file; not copied, and not changed
   */
  public MutatedFiles(byte[] good, long seed) {
    this.good = good;
    this.seed = seed;
    this.format = Format.of(good);
    this.pageSize = format.pageSize();
    this.pages = good.length / pageSize;
  }

  /** The damaged copy of that number. */
  public Mutation mutation(int number) {
    var random = new Random(seed * 1_000_003 + number);
    // The first numbers of nearby seeds are alike.
    random.nextLong();
    byte[] content = good.clone();
    return switch (random.nextInt(9)) {
      case 0 -> flipBits(number, content, random);
      case 1 -> overwrite(number, content, random);
      case 2 -> swapPages(number, content, random);
      case 3 -> copyPage(number, content, random);
      case 4 -> clearPage(number, content, random);
      case 5 -> resize(number, content, random);
      case 6 -> editFileHeader(number, content, random);
      case 7 -> editPageHeader(number, content, random);
      default -> editSchema(number, content, random);
    };
  }

  private static Mutation flipBits(int number, byte[] content, Random random) {
    int flips = 1 + random.nextInt(MAX_FLIPS);
    var description = new StringBuilder("bits flipped at");
    for (int i = 0; i < flips; i++) {
      int at = random.nextInt(content.length);
      content[at] ^= (byte) (1 << random.nextInt(8));
      description.append(' ').append(at);
    }
    return new Mutation(number, description.toString(), content);
  }

  private static Mutation overwrite(int number, byte[] content, Random random) {
    byte[] noise = new byte[1 + random.nextInt(MAX_RUN)];
    random.nextBytes(noise);
    int at = random.nextInt(content.length - noise.length);
    System.arraycopy(noise, 0, content, at, noise.length);
    return new Mutation(number, noise.length + " bytes of noise at " + at, content);
  }

  private Mutation swapPages(int number, byte[] content, Random random) {
    int one = random.nextInt(pages);
    int other = random.nextInt(pages);
    System.arraycopy(good, one * pageSize, content, other * pageSize, pageSize);
    System.arraycopy(good, other * pageSize, content, one * pageSize, pageSize);
    return new Mutation(number, "pages " + (one + 1) + " and " + (other + 1) + " swapped", content);
  }

  private Mutation copyPage(int number, byte[] content, Random random) {
    int from = random.nextInt(pages);
    int to = random.nextInt(pages);
    System.arraycopy(good, from * pageSize, content, to * pageSize, pageSize);
    return new Mutation(number, "page " + (from + 1) + " also as " + (to + 1), content);
  }

  private Mutation clearPage(int number, byte[] content, Random random) {
    int page = random.nextInt(pages);
    byte value = (byte) (random.nextBoolean() ? 0 : 0xFF);
    Arrays.fill(content, page * pageSize, (page + 1) * pageSize, value);
    return new Mutation(number, "page " + (page + 1) + " filled with " + value, content);
  }

  private Mutation resize(int number, byte[] content, Random random) {
    int length =
        random.nextBoolean()
            ? random.nextInt(content.length)
            : (1 + random.nextInt(pages + 3)) * pageSize;
    return new Mutation(number, "resized to " + length, Arrays.copyOf(content, length));
  }

  private Mutation editFileHeader(int number, byte[] content, Random random) {
    int header = format.headers()[random.nextInt(format.headers().length)];
    int at = header + random.nextInt(format.header() / Integer.BYTES) * Integer.BYTES;
    int value = oddNumber(random);
    ByteBuffer.wrap(content).order(format.order()).putInt(at, value);
    return new Mutation(number, "header field at " + at + " set to " + value, content);
  }

  /** Type, free space, cell count and pointers of a page, or the first of its cells. */
  private Mutation editPageHeader(int number, byte[] content, Random random) {
    int page = random.nextInt(pages);
    int at = page * pageSize + contentStart(page) + random.nextInt(format.pageHeader());
    short value = (short) oddNumber(random);
    ByteBuffer.wrap(content).order(format.order()).putShort(at, value);
    return new Mutation(number, "page header byte at " + at + " set to " + value, content);
  }

  /** The first page of a database begins with the header of the file. */
  private int contentStart(int page) {
    return page == 0 ? format.header() : 0;
  }

  /** A page that holds the text of the schema, or the way to everything. */
  private Mutation editSchema(int number, byte[] content, Random random) {
    int start = contentStart(format.schema());
    int at = format.schema() * pageSize + start + random.nextInt(pageSize - start);
    byte value = (byte) oddNumber(random);
    content[at] = value;
    return new Mutation(number, "schema byte at " + at + " set to " + value, content);
  }

  private static int oddNumber(Random random) {
    return random.nextInt(4) == 0
        ? random.nextInt()
        : ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)];
  }
}
