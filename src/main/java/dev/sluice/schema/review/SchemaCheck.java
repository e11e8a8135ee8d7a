package dev.sluice.schema.review;

import dev.sluice.schema.CatalogLock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Guards a schema folder: version, lock, files, the rules of design, and their waivers. */
public final class SchemaCheck {
  private static final String WRITE_LOCK = "./sluice schema lock";
  private static final String WRITE_DOCS = "./sluice schema docs";

  private final SchemaSource source;
  private final CatalogLock compiled;
  private final List<Finding> findings = new ArrayList<>();

  private SchemaCheck(SchemaSource source, CatalogLock compiled) {
    this.source = source;
    this.compiled = compiled;
  }

  /**
   * What is wrong with a schema folder; empty if nothing.
   *
   * @param tree the folder, which has files
   * @param baseline the schema it came from, or empty to take its own lock for it
   * @param today for waivers
   * @throws InvalidSchemaException for a waiver that is none
   */
  public static List<Finding> findings(
      SchemaSide tree, Optional<SchemaSide> baseline, LocalDate today) {
    var check = new SchemaCheck(tree.source(), tree.lock());
    Optional<SchemaSide> before = baseline.or(() -> lock(tree.source()));
    boolean sound = before.map(check::checkVersion).orElse(true);
    if (sound) {
      check.checkLock();
    }
    check.checkDesign(today);
    return check.findings;
  }

  /** The schema that the folder's own lock describes, if the lock can be read. */
  static Optional<SchemaSide> lock(SchemaSource source) {
    try {
      return Optional.of(SchemaSide.of(source.lockFile(), CatalogLock.parse(source.lock())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Why the version does not fit the structure, if so. */
  static Optional<Finding> versionFinding(
      SchemaSource source, CatalogLock compiled, SchemaSide baseline) {
    CatalogLock before = baseline.lock();
    boolean sameStructure = before.fingerprint().equals(compiled.fingerprint());
    boolean higher = compiled.version() > before.version();
    Location versionFile = new Location(source.versionFile(), 1);
    if (!sameStructure && !higher) {
      return Optional.of(
          new Finding(
              SchemaRule.STRUCTURE_WITHOUT_VERSION,
              "version",
              versionFile,
              "the structure is another than that of "
                  + baseline.name()
                  + ", and the version is "
                  + compiled.version()
                  + (compiled.version() == before.version() ? " still" : ", which is lower"),
              "put a number above "
                  + before.version()
                  + " into "
                  + source.versionFile()
                  + "; then write "
                  + source.lockFile()
                  + " with: "
                  + WRITE_LOCK
                  + "; and docs/schema.md with: "
                  + WRITE_DOCS));
    }
    if (sameStructure && compiled.version() != before.version()) {
      return Optional.of(
          new Finding(
              SchemaRule.VERSION_WITHOUT_STRUCTURE,
              "version",
              versionFile,
              "the version went from "
                  + before.version()
                  + " to "
                  + compiled.version()
                  + ", and the structure is that of "
                  + baseline.name()
                  + ": every index would be rebuilt for nothing",
              "put " + before.version() + " back into " + source.versionFile()));
    }
    return Optional.empty();
  }

  private boolean checkVersion(SchemaSide baseline) {
    Optional<Finding> finding = versionFinding(source, compiled, baseline);
    finding.ifPresent(findings::add);
    return finding.isEmpty();
  }

  private void checkLock() {
    if (!source.lock().replace("\r\n", "\n").equals(compiled.format())) {
      findings.add(
          new Finding(
              SchemaRule.STALE_LOCK,
              SchemaFolder.LOCK,
              new Location(source.lockFile(), 1),
              source.lockFile() + " is not what the SQL compiles to",
              "write it with: " + WRITE_LOCK));
    }
  }

  private void checkDesign(LocalDate today) {
    List<Waiver> waivers = source.waiverComments().stream().map(Waiver::parse).toList();
    List<Finding> design = DesignRules.findings(source, compiled.catalog());
    for (Finding finding : design) {
      if (waivers.stream().noneMatch(w -> !w.hasExpired(today) && w.covers(finding))) {
        findings.add(finding);
      }
    }
    for (Waiver waiver : waivers) {
      if (waiver.hasExpired(today)) {
        findings.add(
            about(
                waiver,
                SchemaRule.EXPIRED_WAIVER,
                "ended on " + waiver.until(),
                "mend what it silenced, or agree on another day: " + waiver.reason()));
      } else if (design.stream().noneMatch(waiver::covers)) {
        findings.add(
            about(
                waiver,
                SchemaRule.UNUSED_WAIVER,
                "silences nothing",
                "remove the waiver, or correct its rule and object"));
      }
    }
  }

  private static Finding about(Waiver waiver, SchemaRule rule, String what, String remedy) {
    return new Finding(
        rule,
        waiver.object(),
        waiver.location(),
        "the waiver of " + waiver.rule().id() + " for " + waiver.object() + " " + what,
        remedy);
  }
}
