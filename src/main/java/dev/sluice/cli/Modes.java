package dev.sluice.cli;

import dev.sluice.core.Mode;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The modes of a {@code --mode} option: {@code code,prose}, or {@code all}.
 *
 * @param all whether they were asked for as {@code all}
 */
record Modes(Set<Mode> set, boolean all) {
  static final Modes ALL = new Modes(EnumSet.allOf(Mode.class), true);

  /** Reads one mode. */
  static final class One implements ITypeConverter<Mode> {
    @Override
    public Mode convert(String value) {
      try {
        return Mode.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads several modes. */
  static final class Several implements ITypeConverter<Modes> {
    @Override
    public Modes convert(String value) {
      if (value.equals("all")) {
        return ALL;
      }
      var modes = EnumSet.noneOf(Mode.class);
      for (String mode : value.split(",", -1)) {
        modes.add(new One().convert(mode));
      }
      return new Modes(modes, false);
    }
  }
}
