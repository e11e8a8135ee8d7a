package dev.sluice.producer;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Files that no person wrote cost no more than files of their size, and are indexed. */
class HostileSourceTest {
  private static final int CHARACTERS = 100_000;
  private static final List<String> LANGUAGES =
      List.of(
          ".java", ".kt", ".js", ".ts", ".tsx", ".py", ".go", ".rs", ".c", ".cpp", ".rb", ".sh");

  /** Each takes seconds to minutes in some language if the parser gets to see it. */
  private static final List<String> SAYINGS =
      List.of("(", "{", "[", "()", "\"#{", "$(", "!", "- ", "->", "f(<[", "f(<[{\"'#\n*/", "#if\n");

  @Test
  void aThingSaidOverAndOverIsCutIntoWindows() {
    LANGUAGES.forEach(HostileSourceTest::assertWindowsForSayings);
  }

  private static void assertWindowsForSayings(String extension) {
    for (String saying : SAYINGS) {
      String text = "word\n" + saying.repeat(CHARACTERS / saying.length());
      assertTrue(Repetition.hidden(text).strip().length() < 2 * 4_096, saying);
      Outline outline = Sources.outline(extension, text);
      assertFalse(outline.complete(), extension + saying);
      assertEquals(List.of(), outline.declarations(), extension + saying);
      assertEquals("Window", Sources.pieces(extension, text).get(0).kind(), extension + saying);
    }
  }

  @Test
  void noiseIsNoSource() {
    var random = new Random(1);
    String noise =
        random
            .ints(CHARACTERS / 10, 0, SAYINGS.size())
            .mapToObj(SAYINGS::get)
            .collect(joining(" "));
    for (String extension : LANGUAGES) {
      assertEquals(Outline.NONE, Sources.outline(extension, noise), extension);
    }
  }

  @Test
  void whatStandsAroundRepetitionIsFound() {
    String zeros = "0, ".repeat(5_000);
    String text = "int f() { return 1; }\nint zeros[] = {" + zeros + "};\nint g() { return 2; }\n";
    Outline outline = Sources.outline(".c", text);
    assertEquals(
        List.of("f", "g"), outline.declarations().stream().map(Declaration::name).toList());
    assertEquals("int g() { return 2; }", outline.declarations().get(1).span().of(text));
    assertFalse(outline.complete(), "not all of it was read");
  }

  @Test
  void aLongFileIsReadWhole() {
    String method =
        "  /** Says what %1$d is. */\n  int f%1$d(int a) { return a * %1$d + g(a, %1$d); }\n";
    String methods = IntStream.range(0, 20_000).mapToObj(method::formatted).collect(joining());
    Outline outline = Sources.outline(".java", "class A {\n" + methods + "}\n");
    assertTrue(outline.complete());
    assertEquals(20_001, outline.declarations().size());
  }

  @Test
  void nestingDeeperThanAnyStackIsRead() {
    String deep = "class A { int f = " + "(".repeat(2_000) + "1" + ")".repeat(2_000) + "; }";
    assertEquals("A", Sources.outline(".java", deep).declarations().get(0).name());
  }

  @Test
  void declarationsInOneAnotherAreChunksToADepth() {
    String deep = "class A {".repeat(400) + "}".repeat(400);
    Outline outline = Sources.outline(".java", deep);
    assertTrue(outline.complete());
    assertEquals(32, outline.declarations().size());
    assertEquals("A.A.A", outline.declarations().get(2).name());
  }

  @Test
  void hereDocumentsThatNeverEndDoNotEndTheProcess() {
    var script = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      script.append("cat <<END_OF_A_LONG_NAME").append(i).append(' ');
    }
    assertEquals(Outline.NONE, Sources.outline(".sh", script.toString()));
  }

  @Test
  void manyHereDocumentsThatEndAreRead() {
    String script = "f() {\n" + "cat <<-'EOF' | sort\nwords\n\tEOF\n".repeat(100) + "}\n";
    assertEquals("f", Sources.outline(".sh", script).declarations().get(0).name());
  }

  @Test
  void aLineOfAMillionStarsIsOneComment() {
    String text = "/*" + "*".repeat(1_000_000) + " words */ class A { }";
    assertEquals("words", CommentText.ofComment(text.substring(0, text.indexOf(" class"))));
  }
}
