package dev.sluice.sqlite.dao;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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

  /** A parameter that is not bound would have the value of the call before. */
  @Test
  void everyParameterIsBound() {
    for (Class<?> dao : DaoStatements.daos()) {
      for (Method method : dao.getDeclaredMethods()) {
        if (Modifier.isAbstract(method.getModifiers())) {
          Scan scan = method.getAnnotation(Scan.class);
          String sql = scan == null ? method.getAnnotation(Change.class).value() : scan.sql();
          int bound = Arrays.stream(method.getParameterTypes()).mapToInt(this::values).sum();
          assertEquals(parameters(DaoMethod.withListOfOne(sql)), bound, method::toString);
        }
      }
    }
  }

  private int values(Class<?> parameter) {
    return parameter.isRecord() ? parameter.getRecordComponents().length : 1;
  }

  private static int parameters(String sql) {
    return (int)
        Pattern.compile("\\?\\d*")
            .matcher(sql)
            .results()
            .map(MatchResult::group)
            .map(group -> group.equals("?") ? new Object() : group)
            .distinct()
            .count();
  }
}
