package dev.sluice.producer;

import java.util.List;
import java.util.function.Supplier;
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
 * The languages with a grammar. What of their syntax becomes a chunk is said by the query of the
 * same name in {@code queries/}.
 */
enum Language {
  JAVA("java", TreeSitterJava::new, ".java"),
  KOTLIN("kotlin", TreeSitterKotlin::new, ".kt", ".kts"),
  JAVASCRIPT("javascript", TreeSitterJavascript::new, ".js", ".jsx", ".mjs", ".cjs"),
  TYPESCRIPT("typescript", TreeSitterTypescript::new, ".ts", ".mts", ".cts"),
  TSX("typescript", TreeSitterTsx::new, ".tsx"),
  PYTHON("python", TreeSitterPython::new, ".py", ".pyi"),
  GO("go", TreeSitterGo::new, ".go"),
  RUST("rust", TreeSitterRust::new, ".rs"),
  C("c", TreeSitterC::new, ".c"),
  /** Headers too: C++ reads nearly all C, while C does not read C++. */
  CPP("cpp", TreeSitterCpp::new, ".cpp", ".cc", ".cxx", ".hpp", ".hh", ".hxx", ".h", ".inl"),
  RUBY("ruby", TreeSitterRuby::new, ".rb", ".rake", ".gemspec"),
  BASH("bash", TreeSitterBash::new, ".sh", ".bash");

  private final String queryName;
  private final Supplier<TSLanguage> loader;
  private final List<String> extensions;
  private Grammar grammar;

  Language(String queryName, Supplier<TSLanguage> loader, String... extensions) {
    this.queryName = queryName;
    this.loader = loader;
    this.extensions = List.of(extensions);
  }

  List<String> extensions() {
    return extensions;
  }

  /** Loaded on first use, then shared by all threads for the life of the process. */
  synchronized Grammar grammar() {
    if (grammar == null) {
      grammar = Grammar.load(loader.get(), queryName);
    }
    return grammar;
  }
}
