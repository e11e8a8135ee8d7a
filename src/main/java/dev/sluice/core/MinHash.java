package dev.sluice.core;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;

/**
 * MinHash signatures (Broder 1997) of token sets: position i has seed i + 1 and holds the smallest
 * hash of any token, where a hash starts at the seed and each UTF-16 unit c makes it {@code 31 * h
 * + c} modulo 2^32, compared as unsigned.
 */
public final class MinHash {
  /** Positions in a signature. */
  public static final int POSITIONS = 128;

  private MinHash() {}

  /** The signature of the tokens, or null if there are none: an empty set resembles nothing. */
  public static int[] signature(Collection<String> tokens) {
    if (tokens.isEmpty()) {
      return null;
    }
    int[] signature = new int[POSITIONS];
    Arrays.fill(signature, -1);
    for (String token : tokens) {
      // The hash is linear in the seed: seed * 31^length + hash from seed 0.
      int factor = 1;
      int hashFromZero = 0;
      for (int i = 0; i < token.length(); i++) {
        factor *= 31;
        hashFromZero = 31 * hashFromZero + token.charAt(i);
      }
      int hash = hashFromZero;
      for (int position = 0; position < POSITIONS; position++) {
        hash += factor;
        if (Integer.compareUnsigned(hash, signature[position]) < 0) {
          signature[position] = hash;
        }
      }
    }
    return signature;
  }

  /** The estimated Jaccard similarity, 0 to 1: the fraction of equal positions. */
  public static double similarity(int[] left, int leftFrom, int[] right, int rightFrom) {
    int equal = 0;
    for (int i = 0; i < POSITIONS; i++) {
      if (left[leftFrom + i] == right[rightFrom + i]) {
        equal++;
      }
    }
    return equal / (double) POSITIONS;
  }

  /** A signature as stores keep it: unsigned 32-bit integers, little-endian. */
  public static byte[] bytes(int[] signature) {
    var bytes =
        ByteBuffer.allocate(signature.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(signature);
    return bytes.array();
  }
}
