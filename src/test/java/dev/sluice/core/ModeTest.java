package dev.sluice.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ModeTest {

  @Property
  void everyModeIsFoundByItsId(@ForAll Mode mode) {
    assertEquals(mode, Mode.of(mode.id()));
  }

  @Test
  void anUnknownModeNamesTheOnesThereAre() {
    var error = assertThrows(IllegalArgumentException.class, () -> Mode.of("codes"));
    assertEquals(
        "unknown mode 'codes', one of code, prose, extracted-prose, records", error.getMessage());
  }
}
