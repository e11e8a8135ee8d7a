package dev.sluice.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links of all pages of the repository, and that every page can be found by them. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern FENCE =
      Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.*)$", Pattern.MULTILINE);
  private static final Set<String> NOT_OURS = Set.of("target", ".sluice", ".git", "node_modules");
  private static final int README_LINES = 150;

  static List<Path> pages() throws IOException {
    var pages = new ArrayList<Path>();
    try (Stream<Path> files = Files.walk(Path.of(""), 6)) {
      files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> Stream.of(file.toString().split("/", -1)).noneMatch(NOT_OURS::contains))
          .forEach(pages::add);
    }
    return pages;
  }

  @Test
  void everyLinkOfEveryPageLeadsToAFileAndToAHeadingOfIt() throws IOException {
    var broken = new ArrayList<String>();
    for (Path page : pages()) {
      links(page)
          .filter(link -> !leadsSomewhere(page, link))
          .forEach(link -> broken.add(page + " -> " + link));
    }
    assertEquals(List.of(), broken);
    assertTrue(pages().size() > 20, () -> "only these pages were looked at");
  }

  private static Stream<String> links(Path page) throws IOException {
    String text = FENCE.matcher(Files.readString(page)).replaceAll("");
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains("://") && !link.startsWith("mailto:"));
  }

  private static boolean leadsSomewhere(Path page, String link) {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target =
        path.isEmpty()
            ? page
            : page.toAbsolutePath()
                .resolveSibling(URLDecoder.decode(path, StandardCharsets.UTF_8))
                .normalize();
    return Files.exists(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
  }

  private static Set<String> anchors(Path page) {
    var anchors = new HashSet<String>();
    try {
      String text = FENCE.matcher(Files.readString(page)).replaceAll("");
      HEADING
          .matcher(text)
          .results()
          .map(heading -> anchor(heading.group(1)))
          .forEach(anchors::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return anchors;
  }

  /** As GitHub makes them of headings that occur once. */
  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^]]*)\\]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  @ParameterizedTest
  @CsvSource({
    "SLUICE-001 failed, sluice-001-failed",
    "`--set` and [links](a.md), --set-and-links",
    "Whose code runs?, whose-code-runs"
  })
  void headingsHaveTheAnchorsThatAreLinkedTo(String heading, String anchor) {
    assertEquals(anchor, anchor(heading));
  }

  @Test
  void everyPageOfDocsIsInItsIndex() throws IOException {
    Path docs = Path.of("docs");
    Set<String> linked = new HashSet<>(links(docs.resolve("README.md")).toList());
    for (Path page : pages()) {
      boolean ofCommand = page.startsWith(docs.resolve("commands"));
      if (page.startsWith(docs) && !ofCommand && !page.endsWith("README.md")) {
        assertTrue(
            linked.contains(docs.relativize(page).toString()), page + " is not in the index");
      }
    }
    assertTrue(linked.contains("commands/README.md"));
  }

  @Test
  void theReadmeIsReadInOneSitting() throws IOException {
    assertTrue(Files.readAllLines(Path.of("README.md")).size() < README_LINES);
  }
}
