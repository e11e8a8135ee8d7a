package dev.sluice.config;

import java.util.List;
import java.util.regex.Pattern;

/** What values a setting takes. */
sealed interface ValueType {
  /** Any text. */
  ValueType TEXT = new Text(null, "a text");

  /** A name that cannot leave its folder. */
  ValueType PLAIN_NAME = new Text("[A-Za-z0-9_][A-Za-z0-9._-]*", "a plain name");

  ValueType TRUTH = new Truth();

  /** Several texts: an array in JSON, separated by commas elsewhere. */
  ValueType TEXTS = new Texts();

  static ValueType oneOf(String... choices) {
    return new OneOf(List.of(choices));
  }

  static ValueType whole(long min, long max) {
    return new Whole(min, max);
  }

  static ValueType number(double min, double max) {
    return new Real(min, max);
  }

  /** Whether one value, written as text, is of this type. */
  boolean takes(String value);

  /** What is expected, for messages. */
  String expected();

  /**
   * A text.
   *
   * @param pattern what all of it matches; null for anything
   */
  record Text(String pattern, String expected) implements ValueType {
    @Override
    public boolean takes(String value) {
      return pattern == null || Pattern.matches(pattern, value);
    }
  }

  /** One of a few words. */
  record OneOf(List<String> choices) implements ValueType {
    @Override
    public boolean takes(String value) {
      return choices.contains(value);
    }

    @Override
    public String expected() {
      return "one of " + String.join(", ", choices);
    }
  }

  /** True or false. */
  record Truth() implements ValueType {
    @Override
    public boolean takes(String value) {
      return value.equals("true") || value.equals("false");
    }

    @Override
    public String expected() {
      return "true or false";
    }
  }

  /** A whole number. */
  record Whole(long min, long max) implements ValueType {
    @Override
    public boolean takes(String value) {
      try {
        long number = Long.parseLong(value);
        return number >= min && number <= max;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    @Override
    public String expected() {
      return "a whole number from " + min + (max == Long.MAX_VALUE ? " on" : " to " + max);
    }
  }

  /** A number. */
  record Real(double min, double max) implements ValueType {
    @Override
    public boolean takes(String value) {
      try {
        double number = Double.parseDouble(value);
        return number >= min && number <= max;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    @Override
    public String expected() {
      if (min == -Double.MAX_VALUE) {
        return "a number";
      }
      return "a number from " + min + (max == Double.MAX_VALUE ? " on" : " to " + max);
    }
  }

  /** Several texts. */
  record Texts() implements ValueType {
    @Override
    public boolean takes(String value) {
      return true;
    }

    @Override
    public String expected() {
      return "an array of texts";
    }
  }
}
