package dev.sluice.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Offsets are UTF-16 units of the text, whatever characters come before them. */
class OffsetsTest {

  @Property(tries = 300)
  void aMethodIsFoundExactlyBehindAnyText(
      @ForAll("insideQuotes") String comment, @ForAll("insideQuotes") String literal) {
    String method = "void m1() { int a = 1; }";
    String text =
        "/* " + comment + " */ class A {\n  String s = \"" + literal + "\";\n  " + method + "\n}\n";
    Declaration found = declaration(Sources.outline(".java", text), "A.m1");
    assertEquals(method, found.span().of(text));
    assertEquals("void m1()", found.signature());
    assertEquals(3, SourceText.of(text).lineAt(found.span().start()));
  }

  @Property(tries = 300)
  void aPythonFunctionIsFoundExactlyBehindAnyText(@ForAll("insideQuotes") String comment) {
    String function = "def f(a):\n  return \"" + comment + "\"";
    String text = "# " + comment + "\n\nx = '" + comment + "'\n\n" + function + "\n\ny = 2\n";
    Declaration found = declaration(Sources.outline(".py", text), "f");
    assertEquals(function, found.span().of(text));
  }

  @Property(tries = 300)
  void linesAgreeWithOffsets(@ForAll("lines") List<String> lines) {
    var source = SourceText.of(String.join("\n", lines));
    for (Piece piece : ProseChunks.windows(source)) {
      int first = source.lineAt(piece.span().start());
      int last = source.lineAt(piece.span().end() - 1);
      String chunk = piece.span().of(source.text());
      assertEquals(last - first, chunk.chars().filter(c -> c == '\n').count());
      assertTrue(source.line(first).contains(chunk.lines().findFirst().orElseThrow().strip()));
    }
  }

  @Property(tries = 200)
  void everyLineWithAWordIsInAChunk(@ForAll("sources") String text) {
    for (String extension : List.of(".java", ".js", ".cpp", ".py", ".rs", ".rb")) {
      assertCovered(extension, text);
    }
  }

  /** Source this project has anyway; it is there wherever the tests run from the checkout. */
  @Example
  void everyLineOfThisProjectIsInAChunk() throws IOException {
    try (var files = Files.walk(Path.of("src"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        assertCovered(".java", Files.readString(file));
      }
    }
  }

  private static void assertCovered(String extension, String text) {
    var source = SourceText.of(text);
    boolean[] covered = new boolean[source.lineCount() + 1];
    for (Piece piece : Sources.pieces(extension, text)) {
      int last = source.lineAt(piece.span().end() - 1);
      for (int line = source.lineAt(piece.span().start()); line <= last; line++) {
        covered[line] = true;
      }
    }
    for (int line = 1; line <= source.lineCount(); line++) {
      var span = new Span(source.lineStart(line), source.lineEnd(line));
      assertTrue(
          covered[line] || !source.hasWord(span),
          "line " + line + " of " + extension + ":\n" + text);
    }
  }

  private static Declaration declaration(Outline outline, String name) {
    return outline.declarations().stream()
        .filter(declaration -> declaration.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Provide
  Arbitrary<String> insideQuotes() {
    return Arbitraries.strings()
        .withChars("aZ \u00e9\u00df\u4e2d\u0301\ufeff\u200b")
        .withChars('\u0400', '\u04ff')
        .ofMaxLength(30)
        .map(text -> text + "\ud83d\ude00\ud835\udd38".repeat(text.length() % 3));
  }

  @Provide
  Arbitrary<List<String>> lines() {
    return Arbitraries.strings()
        .withChars("ab1 \t\u00e9\u4e2d;}")
        .ofMaxLength(200)
        .list()
        .ofMaxSize(150);
  }

  @Provide
  Arbitrary<String> sources() {
    return Arbitraries.of(
            "class A {",
            "}",
            "void f() {",
            "def f():",
            "  return x",
            "# c",
            "// c",
            "/* c */",
            "",
            "x = 1;",
            "});",
            "export const f = () => {",
            "fn g() {",
            "import a",
            "\"",
            "end",
            ";",
            "template <class T>",
            "#[test]",
            "/**",
            "*/",
            "struct s { int a; } b, c;",
            "\ud83d\ude00 w")
        .list()
        .ofMaxSize(40)
        .map(lines -> String.join("\n", lines));
  }
}
