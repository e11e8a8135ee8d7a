package dev.sluice.contract;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * Damaged copies of a good database: bits flipped, bytes overwritten, pages swapped, copied and
 * cleared, files cut and grown, headers of file and pages edited. The copy of a number is the same
 * for the same file and seed, whichever were made before it. Immutable.
 */
public final class MutatedFiles {
  private static final int FILE_HEADER = 100;
  private static final int PAGE_HEADER = 12;
  private static final int MAX_FLIPS = 16;
  private static final int MAX_RUN = 64;

  /** What lengths, counts, page numbers and versions go wrong with. */
  private static final int[] ODD_NUMBERS = {0, 1, 2, 0x7F, 0x80, 0xFF, 0xFFFF, 1 << 30, -2, -1};

  private final byte[] good;
  private final long seed;
  private final int pageSize;
  private final int pages;

  /** A damaged copy, and what was done to it. */
  public record Mutation(int number, String description, byte[] content) {}

  /**
   * Gets ready to damage a file.
   *
   * @param good the bytes of an SQLite database; not copied, and not changed
   */
  public MutatedFiles(byte[] good, long seed) {
    this.good = good;
    this.seed = seed;
    int size = ByteBuffer.wrap(good).getShort(16) & 0xFFFF;
    this.pageSize = size == 1 ? 65_536 : size;
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

  private static Mutation editFileHeader(int number, byte[] content, Random random) {
    int at = random.nextInt(FILE_HEADER / Integer.BYTES) * Integer.BYTES;
    int value = oddNumber(random);
    ByteBuffer.wrap(content).putInt(at, value);
    return new Mutation(number, "header field at " + at + " set to " + value, content);
  }

  /** Type, free space, cell count and pointers of a page, or the first of its cells. */
  private Mutation editPageHeader(int number, byte[] content, Random random) {
    int page = random.nextInt(pages);
    int at = page * pageSize + (page == 0 ? FILE_HEADER : 0) + random.nextInt(PAGE_HEADER + 8);
    short value = (short) oddNumber(random);
    ByteBuffer.wrap(content).putShort(at, value);
    return new Mutation(number, "page header byte at " + at + " set to " + value, content);
  }

  /** The first page holds the text of the schema, or the way to it. */
  private Mutation editSchema(int number, byte[] content, Random random) {
    int at = FILE_HEADER + random.nextInt(pageSize - FILE_HEADER);
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
