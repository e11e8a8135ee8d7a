package dev.sluice.producer;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.treesitter.TSLanguage;
import org.treesitter.TreeSitterBash;
import org.treesitter.TreeSitterC;
import org.treesitter.TreeSitterCpp;
import org.treesitter.TreeSitterGo;
import org.treesitter.TreeSitterJava;
import org.treesitter.TreeSitterJavascript;
import org.treesitter.TreeSitterKotlin;
import org.treesitter.TreeSitterPython;
import org.treesitter.TreeSitterRuby;
import org.treesitter.TreeSitterRust;
import org.treesitter.TreeSitterTsx;
import org.treesitter.TreeSitterTypescript;

/**
 * A language with a grammar. What of its syntax becomes a chunk is said by its query in {@code
 * queries/}.
 */
final class Language {
  /** Headers count as C++, which reads nearly all C, while C does not read C++. */
  static final List<Language> ALL =
      List.of(
          new Language("java", TreeSitterJava::new, ".java"),
          new Language("kotlin", TreeSitterKotlin::new, ".kt", ".kts"),
          new Language("javascript", TreeSitterJavascript::new, ".js", ".jsx", ".mjs", ".cjs"),
          new Language("typescript", TreeSitterTypescript::new, ".ts", ".mts", ".cts"),
          new Language("typescript", TreeSitterTsx::new, ".tsx"),
          new Language("python", TreeSitterPython::new, ".py", ".pyi"),
          new Language("go", TreeSitterGo::new, ".go"),
          new Language("rust", TreeSitterRust::new, ".rs"),
          new Language("c", TreeSitterC::new, ".c"),
          new Language(
              "cpp",
              TreeSitterCpp::new,
              ".cpp",
              ".cc",
              ".cxx",
              ".hpp",
              ".hh",
              ".hxx",
              ".h",
              ".inl"),
          new Language("ruby", TreeSitterRuby::new, ".rb", ".rake", ".gemspec"),
          new Language("bash", TreeSitterBash::new, ".sh", ".bash"));

  private static final Map<String, Language> BY_EXTENSION =
      ALL.stream()
          .flatMap(language -> language.extensions.stream().map(end -> Map.entry(end, language)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final String queryName;
  private final Supplier<TSLanguage> loader;
  private final List<String> extensions;
  private Grammar grammar;

  private Language(String queryName, Supplier<TSLanguage> loader, String... extensions) {
    this.queryName = queryName;
    this.loader = loader;
    this.extensions = List.of(extensions);
  }

  /** The language of files with the extension, with its dot and in lower case; null for none. */
  static Language of(String extension) {
    return BY_EXTENSION.get(extension);
  }

  /** Loaded on first use, then shared by all threads for the life of the process. */
  synchronized Grammar grammar() {
    if (grammar == null) {
      grammar = Grammar.load(loader.get(), queryName);
    }
    return grammar;
  }

  /** False for text that would end the process. */
  boolean canRead(String text) {
    return !queryName.equals("bash") || Heredocs.fit(text);
  }

  @Override
  public String toString() {
    return queryName + " " + extensions;
  }
}
