package dev.sluice.artifact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.jpountz.xxhash.XXHashFactory;

/**
 * The checksum of a bundle: over its canonical JSON text with the members of every object sorted as
 * JavaScript sorts them when it makes the same object.
 */
final class BundleChecksum {
  private static final long MAX_ARRAY_INDEX = 0xFFFF_FFFEL;

  /** Names that are array indexes come first and by number, whatever the order they were added. */
  private static final Comparator<String> BY_NAME =
      Comparator.comparingLong(BundleChecksum::arrayIndex).thenComparing(name -> name);

  private BundleChecksum() {}

  /**
   * The checksum in lower-case hexadecimal.
   *
   * @param algorithm {@code xxh64} (seed 0) or {@code sha1}
   * @param bundle made of maps, lists, strings, numbers, booleans and null
   * @throws IllegalArgumentException for another algorithm
   */
  static String of(String algorithm, Object bundle) {
    byte[] text = JsonText.of(sorted(bundle)).getBytes(StandardCharsets.UTF_8);
    return switch (algorithm) {
      case "xxh64" ->
          String.format(
              Locale.ROOT,
              "%016x",
              XXHashFactory.safeInstance().hash64().hash(text, 0, text.length, 0));
      case "sha1" -> HexFormat.of().formatHex(sha1(text));
      default -> throw new IllegalArgumentException("checksum algorithm " + algorithm);
    };
  }

  private static byte[] sha1(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(text);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  private static Object sorted(Object value) {
    if (value instanceof Map<?, ?> object) {
      var members = new TreeMap<String, Object>(BY_NAME);
      object.forEach((name, member) -> members.put((String) name, sorted(member)));
      return members;
    }
    return value instanceof List<?> array
        ? array.stream().map(BundleChecksum::sorted).toList()
        : value;
  }

  private static long arrayIndex(String name) {
    if (!name.matches("0|[1-9][0-9]{0,9}") || Long.parseLong(name) > MAX_ARRAY_INDEX) {
      return Long.MAX_VALUE;
    }
    return Long.parseLong(name);
  }
}
