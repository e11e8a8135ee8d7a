package dev.sluice.cli;

import dev.sluice.core.Mode;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code code,prose} and {@code all}. */
final class ModesOption {
  private ModesOption() {}

  /** Reads one mode. */
  static final class Converter implements ITypeConverter<Mode> {
    @Override
    public Mode convert(String value) {
      try {
        return Mode.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads one mode, or all of them. */
  static final class SetConverter implements ITypeConverter<Set<Mode>> {
    @Override
    public Set<Mode> convert(String value) {
      return value.equals("all")
          ? EnumSet.allOf(Mode.class)
          : Set.of(new Converter().convert(value));
    }
  }

  /** All modes named, in the order of their declaration. */
  static Set<Mode> union(List<Set<Mode>> named) {
    var modes = new LinkedHashSet<Mode>();
    for (Mode mode : Mode.values()) {
      if (named.stream().anyMatch(set -> set.contains(mode))) {
        modes.add(mode);
      }
    }
    return modes;
  }
}
