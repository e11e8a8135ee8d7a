package dev.sluice.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.config.Settings.Flag;
import dev.sluice.core.AnnConfig;
import dev.sluice.core.AnnMode;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.Platform;
import dev.sluice.core.Quantizer;
import dev.sluice.core.SluiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir Path root;

  @Test
  void withoutAnySettingTheDefaultsHold() {
    Map<String, String> none = Map.of("SLUICE_ANN_DIRECTORY", root.resolve("none").toString());
    AnnConfig config = new AnnSettings(Settings.load(root, none, Map.of())).config();
    assertEquals(AnnConfig.DEFAULT, config);
  }

  @Test
  void laterSourcesGoOverEarlierOnesAndEachValueTellsItsOrigin() throws IOException {
    write(
        """
        {"ann": {"mode": "exact", "table": "of_file", "column": "of_file", "options": ["a", "b=1"]}}
        """);
    Settings settings =
        Settings.load(
            root,
            Map.of("SLUICE_ANN_TABLE", "of_env", "SLUICE_ANN_COLUMN", "of_env", "PATH", "x"),
            Map.of("ann.column", new Flag("--set", "of_flag")));
    requireSetting(settings, "ann.module", "vec0", "default");
    requireSetting(settings, "ann.mode", "exact", root.resolve("sluice.json").toString());
    requireSetting(settings, "ann.table", "of_env", "environment SLUICE_ANN_TABLE");
    requireSetting(settings, "ann.column", "of_flag", "flag --set");
    AnnConfig config = new AnnSettings(settings).config();
    assertEquals(AnnMode.EXACT, config.mode());
    assertEquals("of_env", config.table());
    assertEquals(List.of("a", "b=1"), config.options());
  }

  private static void requireSetting(Settings settings, String key, String value, String origin) {
    assertEquals(new Setting(key, List.of(value), origin), settings.get(key));
  }

  @Test
  void listsAreSeparatedByCommasOutsideTheFile() {
    Settings settings = Settings.load(root, Map.of("SLUICE_ANN_OPTIONS", "a,b=1"), Map.of());
    assertEquals(List.of("a", "b=1"), settings.get("ann.options").values());
    Settings none = Settings.load(root, Map.of("SLUICE_ANN_OPTIONS", ""), Map.of());
    assertEquals(List.of(), none.get("ann.options").values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"ann": {"tabel": "t"}}            | unknown setting 'ann.tabel'  | did you mean ann.table?
          {"anne": {"table": "t"}}           | unknown setting 'anne'       | did you mean ann.
          {"ann.table": "t"}                 | unknown setting              |
          {"ann": {"table": ["t"]}}          | expected one value           |
          {"ann": {"table": null}}           | expected one value           |
          {"ann": {"options": "a"}}          | expected an array            |
          {"ann": {"options": [1]}}          | expected an array            |
          {"ann": "on"}                      | unknown setting 'ann'        |
          {"ann": {"table": "a"}, "ann": {}} | not well-formed              |
          {"ann": {}} x                      | not well-formed              |
          []                                 | is no JSON object            |
          {"ann":                            | not well-formed              |
          """)
  void whatTheFileShouldNotHoldIsAnErrorThatNamesIt(String json, String detail, String remedy)
      throws IOException {
    write(json);
    var refused =
        assertThrows(SluiceException.class, () -> Settings.load(root, Map.of(), Map.of()));
    assertEquals(ErrorCode.USAGE, refused.code());
    assertTrue(refused.getMessage().contains(detail), refused.getMessage());
    assertTrue(refused.getMessage().contains("sluice.json"), refused.getMessage());
    assertTrue(remedy == null || refused.remedy().startsWith(remedy), refused.remedy());
  }

  @Test
  void namesThatAreUnknownElsewhereAreErrorsToo() {
    var ofFlag =
        assertThrows(
            SluiceException.class,
            () -> Settings.load(root, Map.of(), Map.of("ann.mod", new Flag("--set", "x"))));
    assertEquals("did you mean ann.mode?", ofFlag.remedy());
    var ofEnvironment =
        assertThrows(
            SluiceException.class,
            () -> Settings.load(root, Map.of("SLUICE_ANN_MODEL", "x"), Map.of()));
    assertEquals("did you mean SLUICE_ANN_MODE?", ofEnvironment.remedy());
    Settings.load(root, Map.of("SLUICE_JAVA_OPTS", "x"), Map.of());
  }

  @Test
  void aModeOrNameThatIsNoneIsAnError() {
    requireRefused("ann.mode", "fast", "unknown mode 'fast', one of auto, extension, exact, off");
    requireRefused("ann.provider", "../evil", "no plain name");
    requireRefused("ann.files." + Platform.current().id(), "../../vec0.so", "no plain name");
  }

  private void requireRefused(String key, String value, String reason) {
    Settings settings = Settings.load(root, Map.of(), Map.of(key, new Flag("--set", value)));
    var refused = assertThrows(SluiceException.class, () -> new AnnSettings(settings).config());
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    assertTrue(refused.getMessage().contains("flag --set"), refused.getMessage());
  }

  @Test
  void theLibraryIsThatOfThePathElseTheOneInstalledElseNone() throws IOException {
    write("{\"ann\": {\"directory\": \"ext\"}}");
    assertNull(config(Map.of()).library());
    String name = Platform.current().libraryName("vec0");
    Path installed =
        root.resolve("ext").resolve("sqlite-vec").resolve(Platform.current().id()).resolve(name);
    Files.createDirectories(installed.getParent());
    Files.writeString(installed, "");
    assertEquals(installed, config(Map.of()).library());
    assertEquals(
        Path.of("lib/vec0.so"), config(Map.of("SLUICE_ANN_PATH", "lib/vec0.so")).library());
    write("{\"ann\": {\"path\": \"vec0.so\"}}");
    assertEquals(root.resolve("vec0.so"), config(Map.of()).library());
  }

  @ParameterizedTest
  @CsvSource({
    "vectors.levels, 1, '2 to 256 are possible'",
    "vectors.levels, 257, '2 to 256 are possible'",
    "vectors.levels, 16, records the step alone",
    "vectors.max, -2, quantisation range",
    "vectors.max, 2, records the step alone",
    "vectors.max, wide, wide"
  })
  void aRangeOfVectorsThatIsNoneOrCannotBeRecordedIsAnError(
      String key, String value, String reason) {
    Settings settings = Settings.load(root, Map.of(), Map.of(key, new Flag("--set", value)));
    var vectors = new VectorSettings(settings);
    var refused = assertThrows(SluiceException.class, vectors::quantizer);
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
  }

  @Test
  void aSymmetricRangeOfVectorsIsTaken() {
    Map<String, String> variables = Map.of("SLUICE_VECTORS_MIN", "-4", "SLUICE_VECTORS_MAX", "4");
    Quantizer quantizer = new VectorSettings(Settings.load(root, variables, Map.of())).quantizer();
    assertEquals(new Quantizer(-4, 4, 256), quantizer);
  }

  private AnnConfig config(Map<String, String> environment) {
    return new AnnSettings(Settings.load(root, environment, Map.of())).config();
  }

  private void write(String json) throws IOException {
    Files.writeString(root.resolve("sluice.json"), json);
  }

  @Test
  void theBoundOfPostingListsIsANumberOfBytes() {
    assertEquals(
        32L << 20, new ReadSettings(Settings.load(root, Map.of(), Map.of())).postingCacheBytes());
    var none = Map.of("SLUICE_READ_POSTINGCACHEBYTES", "0");
    assertEquals(0, new ReadSettings(Settings.load(root, none, Map.of())).postingCacheBytes());
    for (String wrong : List.of("-1", "many", "")) {
      var variables = Map.of("SLUICE_READ_POSTINGCACHEBYTES", wrong);
      var settings = new ReadSettings(Settings.load(root, variables, Map.of()));
      var refusal = assertThrows(SluiceException.class, settings::postingCacheBytes);
      assertTrue(refusal.getMessage().contains("environment SLUICE_READ_POSTINGCACHEBYTES"));
    }
  }
}
