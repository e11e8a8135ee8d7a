package dev.sluice.schema;

/** What a store showed of itself before anything was read from it. */
public sealed interface Observation {

  /** There is nothing at the path. */
  record Missing() implements Observation {}

  /** A file of no bytes, or a database that holds no table and no version. */
  record Empty() implements Observation {}

  /**
   * Something else than a database.
   *
   * @param found what it is instead, for example "a folder"
   */
  record NotADatabase(String found) implements Observation {}

  /**
   * A database that cannot be read.
   *
   * @param found what is wrong with it
   */
  record Corrupt(String found) implements Observation {}

  /**
   * A database that a writer left in the middle of a change.
   *
   * @param found what it left
   */
  record Interrupted(String found) implements Observation {}

  /**
   * A database that can be read.
   *
   * @param version its {@code user_version}
   * @param catalog what it declares
   */
  record Opened(int version, Catalog catalog) implements Observation {}

  /**
   * A database that can be read, in which the declared statements made all that is on the declared
   * tables.
   *
   * @param version its {@code user_version}
   */
  record AsDeclared(int version) implements Observation {}
}
