package dev.sluice.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class MinHashTest {

  @Property
  void equalsTheDefinitionPositionByPosition(@ForAll @NotEmpty List<String> tokens) {
    int[] expected = new int[MinHash.POSITIONS];
    for (int position = 0; position < MinHash.POSITIONS; position++) {
      long smallest = Long.MAX_VALUE;
      for (String token : tokens) {
        long hash = position + 1L;
        for (int i = 0; i < token.length(); i++) {
          hash = (31 * hash + token.charAt(i)) & 0xFFFF_FFFFL;
        }
        smallest = Math.min(smallest, hash);
      }
      expected[position] = (int) smallest;
    }
    assertArrayEquals(expected, MinHash.signature(tokens));
  }

  @Property
  void dependsOnTheSetAlone(@ForAll @NotEmpty List<String> tokens) {
    var doubled = new ArrayList<>(tokens);
    doubled.addAll(tokens);
    Collections.reverse(doubled);
    int[] left = MinHash.signature(tokens);
    assertArrayEquals(left, MinHash.signature(doubled));
    assertEquals(1.0, MinHash.similarity(left, 0, left, 0));
  }

  @Test
  void anEmptySetHasNoSignature() {
    assertNull(MinHash.signature(List.of()));
  }
}
