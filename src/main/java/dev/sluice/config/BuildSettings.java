package dev.sluice.config;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The settings of builds and of updates in place, {@code build.*} and {@code update.*}. */
public final class BuildSettings {
  public static final String VALIDATE = "build.validate";
  public static final String FULL_UP_TO_MIB = "build.fullUpToMib";
  public static final String WORKERS = "build.workers";
  public static final String MAX_CHANGED = "update.maxChanged";
  private static final String NEW_TERMS = "update.newTerms.";

  static final List<SettingKey> KEYS = keys();

  private final Settings settings;

  public BuildSettings(Settings settings) {
    this.settings = settings;
  }

  private static List<SettingKey> keys() {
    var keys = new ArrayList<SettingKey>();
    keys.add(
        SettingKey.of(
            VALIDATE,
            ValueType.oneOf("off", "smoke", "full", "auto"),
            "smoke",
            "How closely a new database is looked at before it takes the place of the old one."));
    keys.add(
        SettingKey.of(
            FULL_UP_TO_MIB,
            ValueType.whole(0, 1 << 30),
            512,
            "The size of a database in MiB up to which auto means full."));
    keys.add(
        SettingKey.unset(
            WORKERS,
            ValueType.whole(1, 1024),
            "Threads that parse bundles; unset for one less than there are processors."));
    keys.add(
        SettingKey.of(
            MAX_CHANGED,
            ValueType.number(0, Double.MAX_VALUE),
            0.35,
            "The fraction of changed and deleted files up to which a database is updated."));
    addNewTerms(keys, "token", 0.4, 200_000);
    addNewTerms(keys, "phrase", 0.5, 150_000);
    addNewTerms(keys, "chargram", 1.0, 250_000);
    return List.copyOf(keys);
  }

  private static void addNewTerms(List<SettingKey> keys, String kind, double ratio, int count) {
    keys.add(
        SettingKey.of(
            newTermsRatio(kind),
            ValueType.number(0, Double.MAX_VALUE),
            ratio,
            "New terms (" + kind + ") an update may add, as a fraction of those there are."));
    keys.add(
        SettingKey.of(
            newTermsCount(kind),
            ValueType.whole(0, Integer.MAX_VALUE),
            count,
            "New terms (" + kind + ") an update may add at most."));
  }

  /** The key for the fraction of new terms of a kind. */
  public static String newTermsRatio(String kind) {
    return NEW_TERMS + kind + ".ratio";
  }

  /** The key for the number of new terms of a kind. */
  public static String newTermsCount(String kind) {
    return NEW_TERMS + kind + ".count";
  }

  /** {@code off}, {@code smoke}, {@code full} or {@code auto}. */
  public String validate() {
    return settings.get(VALIDATE).value();
  }

  public long fullUpToBytes() {
    return settings.whole(FULL_UP_TO_MIB) << 20;
  }

  public OptionalInt workers() {
    return settings.get(WORKERS).value() == null
        ? OptionalInt.empty()
        : OptionalInt.of((int) settings.whole(WORKERS));
  }

  public double maxChanged() {
    return settings.number(MAX_CHANGED);
  }

  public double maxNewTermsRatio(String kind) {
    return settings.number(newTermsRatio(kind));
  }

  public int maxNewTerms(String kind) {
    return (int) settings.whole(newTermsCount(kind));
  }
}
