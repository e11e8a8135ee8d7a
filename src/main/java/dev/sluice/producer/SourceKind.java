package dev.sluice.producer;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a file is by its name: every text is either prose or code.
 *
 * @param extension with its dot as written; empty for none
 * @param language null for code without a grammar, and for prose
 */
record SourceKind(String extension, Form form, Language language) {

  /** How a file is cut into chunks. */
  enum Form {
    CODE,
    MARKDOWN,
    PLAIN_PROSE
  }

  private static final Set<String> MARKDOWN = Set.of(".md", ".markdown", ".mdown", ".mkd", ".mdx");
  private static final Set<String> PLAIN_PROSE =
      Set.of(".txt", ".text", ".rst", ".adoc", ".asciidoc", ".org", ".textile", ".rtf", ".tex");

  /** Files without an extension that people write for people. */
  private static final Pattern PROSE_NAME =
      Pattern.compile(
          "(readme|license|licence|copying|notice|authors|contributors|maintainers|changelog"
              + "|changes|news|history|todo|install|thanks)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern TEST_PATH =
      Pattern.compile(
          "(?:^|/)(?:tests?|__tests__|specs?|testing|testdata|fixtures)/"
              + "|(?:^|/)test_[^/]*$|[_.-](?:test|spec)s?\\.[^/.]*$|Tests?\\.[^/.]*$");

  static SourceKind of(String path) {
    String name = fileName(path);
    String extension = extension(name);
    String lower = extension.toLowerCase(Locale.ROOT);
    if (MARKDOWN.contains(lower)) {
      return new SourceKind(extension, Form.MARKDOWN, null);
    }
    if (PLAIN_PROSE.contains(lower)
        || (extension.isEmpty() && PROSE_NAME.matcher(name).matches())) {
      return new SourceKind(extension, Form.PLAIN_PROSE, null);
    }
    return new SourceKind(extension, Form.CODE, Language.of(lower));
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String extension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot <= 0 ? "" : fileName.substring(dot);
  }

  /** Whether the path is that of a test, by the habits of the languages there are grammars for. */
  static boolean isTest(String path) {
    return TEST_PATH.matcher(path).find();
  }
}
