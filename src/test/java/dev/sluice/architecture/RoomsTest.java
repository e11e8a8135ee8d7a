package dev.sluice.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which room may use which, as docs/architecture.md says. */
class RoomsTest {
  private static final String ROOT = "dev.sluice";
  private static final Path CLASSES = Path.of("target", "classes");
  private static final String[] DATABASE = {
    "java.sql..", "javax.sql..", "org.jdbi..", "org.sqlite.."
  };

  private static final JavaClasses SLUICE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static final ArchRule DATABASES_ONLY_IN_SQLITE =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.sluice.sqlite..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DATABASE);

  @TempDir Path temp;

  @Test
  void core_should_use_nothing_but_the_jdk() {
    classes()
        .that()
        .resideInAPackage("dev.sluice.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.sluice.core..")
        .check(SLUICE);
  }

  @Test
  void schema_should_use_core_alone() {
    room("schema", "core").check(SLUICE);
  }

  @Test
  void sqlite_should_use_core_and_schema() {
    room("sqlite", "core", "schema").check(SLUICE);
  }

  @Test
  void config_should_use_core_alone() {
    room("config", "core").check(SLUICE);
  }

  @Test
  void the_vector_extension_should_not_look_at_the_rest_of_sqlite() {
    room("sqlite.ann", "core", "schema").check(SLUICE);
  }

  @Test
  void artifact_should_use_core_alone() {
    room("artifact", "core").check(SLUICE);
  }

  @Test
  void retrieval_should_use_core_alone() {
    classes()
        .that()
        .resideInAPackage("dev.sluice.retrieval")
        .should()
        .onlyDependOnClassesThat(
            not(resideInAPackage("dev.sluice.."))
                .or(resideInAnyPackage("dev.sluice.retrieval", "dev.sluice.core..")))
        .check(SLUICE);
  }

  @Test
  void retrieval_backend_should_use_the_stores_as_well() {
    room("retrieval.backend", "retrieval", "core", "schema", "sqlite", "lmdb", "artifact")
        .check(SLUICE);
  }

  @Test
  void build_and_retrieval_should_never_see_each_other() {
    noClasses()
        .that()
        .resideInAPackage("dev.sluice.build..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.sluice.retrieval..")
        .check(SLUICE);
  }

  @Test
  void build_should_use_artifacts_stores_schema_and_core() {
    room("build", "artifact", "sqlite", "lmdb", "schema", "core").check(SLUICE);
  }

  @Test
  void upkeep_should_use_artifacts_stores_schema_config_and_core() {
    room("upkeep", "artifact", "sqlite", "lmdb", "schema", "config", "core").check(SLUICE);
  }

  @Test
  void producer_should_use_core_and_artifact() {
    room("producer", "core", "artifact").check(SLUICE);
  }

  @Test
  void metrics_should_use_core_alone() {
    room("metrics", "core").check(SLUICE);
  }

  @Test
  void meters_should_be_known_to_metrics_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sluice.metrics..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.micrometer..")
        .check(SLUICE);
  }

  @Test
  void nothing_should_look_at_metrics() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sluice.metrics..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.sluice.metrics..")
        .check(SLUICE);
  }

  @Test
  void nothing_should_look_at_cli() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sluice.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.sluice.cli..")
        .check(SLUICE);
  }

  @Test
  void rooms_should_be_free_of_cycles() {
    slices().matching("dev.sluice.(*)..").should().beFreeOfCycles().check(SLUICE);
  }

  @Test
  void databases_should_be_known_to_sqlite_alone() {
    DATABASES_ONLY_IN_SQLITE.check(SLUICE);
  }

  @Test
  void schema_should_know_neither_jdbc_nor_lmdb() {
    noClasses()
        .that()
        .resideInAPackage("dev.sluice.schema..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.lmdbjava..")
        .check(SLUICE);
  }

  @Test
  void sql_should_be_found_in_sqlite_alone() throws IOException {
    assertEquals(List.of(), SqlTexts.outside("dev/sluice/sqlite", CLASSES));
    assertFalse(SqlTexts.outside("nowhere", CLASSES).isEmpty(), "the check sees no SQL at all");
  }

  @Test
  void a_planted_dependency_should_be_caught() throws IOException {
    Path planted = compile("java.sql.Connection connection;");
    JavaClasses classes = new ClassFileImporter().importPath(planted);
    assertThrows(AssertionError.class, () -> DATABASES_ONLY_IN_SQLITE.check(classes));
  }

  @Test
  void planted_sql_should_be_caught_even_in_pieces() throws IOException {
    Path planted =
        compile("String rows(String table) { return \"SELECT a, b FROM \" + table + \" t\"; }");
    assertEquals(1, SqlTexts.outside("dev/sluice/sqlite", planted).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRAGMA user_version",
        "INSERT OR REPLACE INTO t",
        "DELETE FROM \u0001",
        "x IN (SELECT id FROM t)",
        "CREATE VIRTUAL TABLE t",
        "UPDATE t SET a = 1",
        " ORDER BY id"
      })
  void sql_should_be_told_from_prose(String sql) {
    assertTrue(SqlTexts.isSql(sql));
    assertFalse(SqlTexts.isSql("choose what to select from the list, then create the index"));
  }

  /** The room uses nothing of Sluice but itself and the rooms named. */
  private static ArchRule room(String name, String... others) {
    String[] allowed = new String[others.length + 1];
    allowed[0] = packageOf(name);
    for (int i = 0; i < others.length; i++) {
      allowed[i + 1] = packageOf(others[i]);
    }
    DescribedPredicate<JavaClass> ofSluice = resideInAnyPackage("dev.sluice..");
    return classes()
        .that()
        .resideInAPackage(packageOf(name))
        .should()
        .onlyDependOnClassesThat(not(ofSluice).or(resideInAnyPackage(allowed)));
  }

  private static String packageOf(String room) {
    return ROOT + "." + room + "..";
  }

  /** A class of the room cli with the given body. */
  private Path compile(String body) throws IOException {
    Path source = Files.createDirectories(temp.resolve("dev/sluice/cli")).resolve("Planted.java");
    Files.writeString(source, "package dev.sluice.cli; class Planted { " + body + " }");
    int exitCode =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", temp.toString(), source.toString());
    assertEquals(0, exitCode);
    return temp;
  }
}
