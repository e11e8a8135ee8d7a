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
          {"anne": {"table": "t"}}           | unknown setting 'anne'       | did you mean ann?
          {"cache": {"size": 1}}             | unknown setting 'cache'      | sluice config show
          {"ann.table": "t"}                 | unknown setting              | nest the parts
          {"ann": {"table": ["t"]}}          | ann.table is ["t"], expected a text |
          {"ann": {"table": null}}           | ann.table is null, expected a text  |
          {"ann": {"options": "a"}}          | expected an array of texts   |
          {"ann": {"options": [1]}}          | expected an array of texts   |
          {"ann": {"requireSha256": "true"}} | is "true", expected true or false |
          {"ann": {"mode": "fast"}}          | expected one of auto, extension, exact, off |
          {"ann": {"provider": "../evil"}}   | expected a plain name        |
          {"search": {"top": "5"}}           | search.top is "5", expected a whole number |
          {"search": {"top": 0}}             | search.top is 0, expected a whole number from 1 |
          {"search": {"top": 5.5}}           | is 5.5, expected a whole number |
          {"search": {"top": 99999999999999999999}} | expected a whole number |
          {"update": {"maxChanged": -0.1}}   | is -0.1, expected a number from 0.0 on |
          {"update": {"maxChanged": true}}   | is true, expected a number   |
          {"build": {"workers": 0}}          | expected a whole number from 1 to 1024 |
          {"index": {"maxFileBytes": 0}}     | expected a whole number from 1 |
          {"vectors": {"levels": 257}}       | expected a whole number from 2 to 256 |
          {"ann": "on"}                      | unknown setting 'ann'        |
          {"$schema": {}}                    | unknown setting '$schema'    |
          {"ann": {"table": "a"}, "ann": {}} | sluice.json:1:               |
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
  void aValueOfTheWrongKindIsAnErrorWhereverItWasSet() {
    requireRefused("ann.mode", "fast", "'fast', expected one of auto, extension, exact, off");
    requireRefused("ann.provider", "../evil", "a plain name");
    requireRefused("ann.files." + Platform.current().id(), "../../vec0.so", "a plain name");
    requireRefused("search.top", "many", "'many', expected a whole number");
    requireRefused("update.maxChanged", "NaN", "'NaN', expected a number");
    var ofEnvironment =
        assertThrows(
            SluiceException.class,
            () -> Settings.load(root, Map.of("SLUICE_SEARCH_TOP", "0"), Map.of()));
    assertTrue(
        ofEnvironment.getMessage().contains("environment SLUICE_SEARCH_TOP: search.top is '0'"),
        ofEnvironment.getMessage());
  }

  private void requireRefused(String key, String value, String reason) {
    Map<String, Flag> flags = Map.of(key, new Flag("--set", value));
    var refused = assertThrows(SluiceException.class, () -> Settings.load(root, Map.of(), flags));
    assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    assertTrue(refused.getMessage().contains("flag --set: " + key), refused.getMessage());
  }

  @Test
  void everyDefaultIsAValueThatMayBeSet() {
    for (SettingKey key : Settings.keys()) {
      assertTrue(key.fallback().stream().allMatch(key.type()::takes), key::toString);
      assertTrue(key.about().endsWith("."), key::toString);
    }
  }

  @Test
  void everySettingCanBeSetInEachPlace() throws IOException {
    write(
        """
        {"$schema": "s", "search": {"top": 3}, "update": {"maxChanged": 1}, "index": {"workers": 2}}
        """);
    Settings settings =
        Settings.load(
            root,
            Map.of("SLUICE_UPDATE_NEW_TERMS_TOKEN_COUNT", "7", "SLUICE_ANN_REQUIRE_SHA256", "true"),
            Map.of("build.fullUpToMib", new Flag("--validate-full-up-to", "2")));
    assertEquals(3, new SearchSettings(settings).top());
    assertEquals(1.0, new BuildSettings(settings).maxChanged());
    assertEquals(7, new BuildSettings(settings).maxNewTerms("token"));
    assertEquals(2 << 20, new BuildSettings(settings).fullUpToBytes());
    assertEquals(2, new SourceSettings(settings).workers().getAsInt());
    assertTrue(new AnnSettings(settings).requiresSha256());
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
    "vectors.levels, 16, records the step alone",
    "vectors.max, -2, quantisation range",
    "vectors.max, 2, records the step alone"
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
    var none = Map.of("SLUICE_READ_POSTING_CACHE_BYTES", "0");
    assertEquals(0, new ReadSettings(Settings.load(root, none, Map.of())).postingCacheBytes());
    for (String wrong : List.of("-1", "many", "")) {
      var variables = Map.of("SLUICE_READ_POSTING_CACHE_BYTES", wrong);
      var refusal =
          assertThrows(SluiceException.class, () -> Settings.load(root, variables, Map.of()));
      assertTrue(refusal.getMessage().contains("environment SLUICE_READ_POSTING_CACHE_BYTES"));
    }
  }

  @Test
  void theBoundOfVectorsIsANumberOfBytes() {
    assertEquals(
        256L << 20, new ReadSettings(Settings.load(root, Map.of(), Map.of())).vectorCacheBytes());
    var none = Map.of("SLUICE_READ_VECTOR_CACHE_BYTES", "0");
    assertEquals(0, new ReadSettings(Settings.load(root, none, Map.of())).vectorCacheBytes());
  }
}
