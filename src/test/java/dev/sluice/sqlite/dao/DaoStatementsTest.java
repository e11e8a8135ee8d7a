package dev.sluice.sqlite.dao;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Schema reviews know every statement. */
class DaoStatementsTest {
  @Test
  void noDaoIsLeftOut() {
    var daos =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.sluice.sqlite.dao")
                .stream()
                .filter(c -> c.isInterface() && c.getSimpleName().endsWith("Dao"))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    assertEquals(
        daos, DaoStatements.daos().stream().map(Class::getName).collect(Collectors.toSet()));
  }

  @Test
  void everyMethodOfADaoHasAStatement() {
    long methods =
        DaoStatements.daos().stream()
            .flatMap(dao -> Arrays.stream(dao.getDeclaredMethods()))
            .filter(method -> Modifier.isAbstract(method.getModifiers()))
            .count();
    assertEquals(methods, DaoStatements.all().size());
  }
}
