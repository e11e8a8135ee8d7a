package dev.sluice.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What becomes a chunk in each language: lines, kind and name. */
class LanguageChunksTest {

  @Test
  void java() {
    assertChunks(
        ".java",
        """
        package a.b;
        import java.util.List;

        /** Doc of F. */
        @Deprecated
        class F {
          enum E { A }
          @interface I { int v(); }
          record R(int a) { R { } }
          interface Q { void q(); }

          // About f.
          @Override
          int f() { return 1; }
          F() { new Object() { void inner() { } }; }
        }
        """,
        """
        1-2 TopLevel
        4-16 ClassDeclaration F
        7-7 EnumDeclaration F.E
        8-8 AnnotationDeclaration F.I
        8-8 MethodDeclaration F.I.v
        9-9 RecordDeclaration F.R
        9-9 ConstructorDeclaration F.R.R
        10-10 InterfaceDeclaration F.Q
        10-10 MethodDeclaration F.Q.q
        12-14 MethodDeclaration F.f
        15-15 ConstructorDeclaration F.F
        15-15 MethodDeclaration F.F.inner
        """);
  }

  @Test
  void kotlin() {
    assertChunks(
        ".kt",
        """
        package a
        import a.b.C

        /** d */
        @A
        class F(val a: Int) {
          companion object {
            fun x() = 1
          }
          constructor() : this(1)
          fun m() { println() }
        }
        object O {
          fun q() {}
        }
        interface I {
          fun z()
        }
        enum class E {
          A;
          fun e() {}
        }
        fun String.ext(): Int = 2
        typealias T = Int
        """,
        """
        1-2 TopLevel
        4-12 ClassDeclaration F
        8-8 MethodDeclaration F.x
        10-10 ConstructorDeclaration F.constructor
        11-11 MethodDeclaration F.m
        13-15 ObjectDeclaration O
        14-14 MethodDeclaration O.q
        16-18 InterfaceDeclaration I
        17-17 MethodDeclaration I.z
        19-22 EnumDeclaration E
        21-21 MethodDeclaration E.e
        23-23 FunctionDeclaration ext
        24-24 TypeAliasDeclaration T
        """);
  }

  @Test
  void javascript() {
    assertChunks(
        ".js",
        """
        import a from "b";
        // doc of A
        export default class A extends B {
          m() { }
          x = () => { };
        }
        /** doc of f */
        export const f = async (a) => { function g() {} };
        function* gen() {}
        module.exports.q = function () {};
        const o = {
          k() {},
          j: () => {},
        };
        run(1);
        """,
        """
        1-1 TopLevel
        2-6 ClassDeclaration A
        4-4 MethodDeclaration A.m
        5-5 MethodDeclaration A.x
        7-8 FunctionDeclaration f
        8-8 FunctionDeclaration f.g
        9-9 FunctionDeclaration gen
        10-10 FunctionDeclaration module.exports.q
        11-11 TopLevel
        12-12 MethodDeclaration o.k
        13-13 FunctionDeclaration o.j
        15-15 TopLevel
        """);
  }

  @Test
  void typescript() {
    assertChunks(
        ".ts",
        """
        export abstract class A<T> { constructor() {} abstract m(): void; n() {} }
        interface I { a(): void }
        type T = string;
        export enum E { A }
        namespace N { export function x() {} }
        declare function q(): void;
        export const f = (a: number): void => {};
        @D() class Z {}
        """,
        """
        1-1 ClassDeclaration A
        1-1 ConstructorDeclaration A.constructor
        1-1 MethodDeclaration A.m
        1-1 MethodDeclaration A.n
        2-2 InterfaceDeclaration I
        2-2 MethodDeclaration I.a
        3-3 TypeAliasDeclaration T
        4-4 EnumDeclaration E
        5-5 NamespaceDeclaration N
        5-5 FunctionDeclaration N.x
        6-6 FunctionDeclaration q
        7-7 FunctionDeclaration f
        8-8 ClassDeclaration Z
        """);
  }

  @Test
  void whatIsInAnObjectHasItsName() {
    assertChunks(
        ".js",
        """
        const api = { user: { fetch() { }, drop: () => 1 } };
        module.exports = { load() { } };
        """,
        """
        1-1 TopLevel
        1-1 MethodDeclaration api.user.fetch
        1-1 FunctionDeclaration api.user.drop
        2-2 TopLevel
        2-2 MethodDeclaration module.exports.load
        """);
  }

  @Test
  void tsx() {
    assertChunks(
        ".tsx",
        """
        export const F: React.FC<P> = ({ a }: P) => <div className="x">{a}</div>;
        class K extends React.Component<P> { render() { return <b>don't</b>; } }
        """,
        """
        1-1 FunctionDeclaration F
        2-2 ClassDeclaration K
        2-2 MethodDeclaration K.render
        """);
  }

  @Test
  void python() {
    assertChunks(
        ".py",
        """
        import os

        @dec
        class A:
            \"""Doc of A.\"""
            async def m(self):
                def n(): pass
        # about f
        # and more
        def f():
            return 1
        if __name__ == "__main__":
            f()
        """,
        """
        1-1 TopLevel
        3-7 ClassDeclaration A
        6-7 MethodDeclaration A.m
        7-7 FunctionDeclaration A.m.n
        8-11 FunctionDeclaration f
        12-13 TopLevel
        """);
  }

  @Test
  void go() {
    assertChunks(
        ".go",
        """
        package p
        import "fmt"

        // doc of S
        type S struct{ a int }
        type I interface{ M() }
        type (
            A = int
            B struct{}
        )
        func (s *S[T]) M() {}
        func F[T any]() {}
        """,
        """
        1-2 TopLevel
        4-5 StructDeclaration S
        6-6 InterfaceDeclaration I
        7-7 TopLevel
        8-8 TypeAliasDeclaration A
        9-9 StructDeclaration B
        11-11 MethodDeclaration S.M
        12-12 FunctionDeclaration F
        """);
  }

  @Test
  void rust() {
    assertChunks(
        ".rs",
        """
        use a::b;
        /// doc of S
        #[derive(X)]
        pub struct S;
        impl<T> Foo for Bar<T> { fn m(&self) {} }
        trait T { fn q(); fn r() {} }
        mod m { fn x() {} }
        macro_rules! mm { () => {} }
        union U { a: i32 }
        enum E { A }
        type X = i32;
        """,
        """
        1-1 TopLevel
        2-4 StructDeclaration S
        5-5 ImplDeclaration Bar
        5-5 MethodDeclaration Bar.m
        6-6 TraitDeclaration T
        6-6 MethodDeclaration T.q
        6-6 MethodDeclaration T.r
        7-7 ModuleDeclaration m
        7-7 FunctionDeclaration m.x
        8-8 MacroDeclaration mm
        9-9 UnionDeclaration U
        10-10 EnumDeclaration E
        11-11 TypeAliasDeclaration X
        """);
  }

  @Test
  void c() {
    assertChunks(
        ".c",
        """
        #include <a.h>
        /* doc of f */
        int f(int a) { return 1; }
        static struct s *g(void) { return 0; }
        struct s { int a; };
        typedef struct { int b; } tt;
        typedef struct q { int b; } qq;
        enum e { A };
        #define M(x) x
        int proto(int);
        union u { int a; };
        """,
        """
        1-1 TopLevel
        2-3 FunctionDeclaration f
        4-4 FunctionDeclaration g
        5-5 StructDeclaration s
        6-6 StructDeclaration tt
        7-7 StructDeclaration q
        8-8 EnumDeclaration e
        9-9 MacroDeclaration M
        10-10 TopLevel
        11-11 UnionDeclaration u
        """);
  }

  @Test
  void cpp() {
    assertChunks(
        ".cpp",
        """
        namespace a::b {
        class C : D {
         public:
          ~C() {}
          template <class T> void t(T x) {}
          bool operator==(int) { return 1; }
          int &ref() { return x; }
        };
        }
        void C::m() {}
        template <typename T> class V {};
        struct S {};
        enum class E { A };
        int *Foo::Bar::q(int) { }
        using X = int;
        """,
        """
        1-9 NamespaceDeclaration a.b
        2-8 ClassDeclaration a.b.C
        4-4 MethodDeclaration a.b.C.~C
        5-5 MethodDeclaration a.b.C.t
        6-6 MethodDeclaration a.b.C.operator==
        7-7 MethodDeclaration a.b.C.ref
        10-10 FunctionDeclaration C.m
        11-11 ClassDeclaration V
        12-12 StructDeclaration S
        13-13 EnumDeclaration E
        14-14 FunctionDeclaration Foo.Bar.q
        15-15 TypeAliasDeclaration X
        """);
  }

  @Test
  void namesInDeclaratorsAreFound() {
    assertChunks(
        ".cpp",
        """
        class P { operator bool() const { return true; } };
        void (*get_handler(int sig))(int) { return 0; }
        template <class T> double geo::Vec<T, M<int>>::dotProduct(int a) { return a; }
        bool A<T>::operator<(int b) { return b; }
        P::operator long() const { return 1; }
        """,
        """
        1-1 ClassDeclaration P
        1-1 MethodDeclaration P.operator bool
        2-2 FunctionDeclaration get_handler
        3-3 FunctionDeclaration geo.Vec.dotProduct
        4-4 FunctionDeclaration A.operator<
        5-5 FunctionDeclaration P.operator long
        """);
  }

  @Test
  void ruby() {
    assertChunks(
        ".rb",
        """
        require "x"
        # doc of N
        module M::N
          class A < B
            def m(a); end
            def self.s; end
            class << self
              def t; end
            end
          end
        end
        """,
        """
        1-1 TopLevel
        2-11 ModuleDeclaration M.N
        4-10 ClassDeclaration M.N.A
        5-5 MethodDeclaration M.N.A.m
        6-6 MethodDeclaration M.N.A.s
        8-8 MethodDeclaration M.N.A.t
        """);
  }

  @Test
  void shell() {
    assertChunks(
        ".sh",
        """
        #!/bin/sh
        # doc of f
        f() { echo; }
        function g { :; }
        g
        """,
        """
        1-1 TopLevel
        2-3 FunctionDeclaration f
        4-4 FunctionDeclaration g
        5-5 TopLevel
        """);
  }

  @Test
  void aDeclarationCarriesItsSignatureAndDoc() {
    Outline outline =
        Sources.outline(".java", "/** Says\n * hello. */\npublic  int f( int a )\n { return a; }");
    Declaration method = outline.declarations().get(0);
    assertEquals("public int f( int a )", method.signature());
    assertEquals("Says\nhello.", method.doc());
  }

  @Test
  void aCommentOnTheCrateDocumentsNoItem() {
    Outline outline =
        Sources.outline(".rs", "//! Of the crate.\n//! More.\n/// Of f.\nfn f() {}\n");
    assertEquals("Of f.", outline.declarations().get(0).doc());
    assertEquals(
        "[Of the crate.\nMore., Of f.]",
        outline.comments().stream().map(Comment::text).toList().toString());
  }

  @Test
  void aDocstringIsTheDoc() {
    Outline outline = Sources.outline(".py", "def f():\n    '''Says hello.'''\n");
    assertEquals("Says hello.", outline.declarations().get(0).doc());
  }

  @Test
  void aCommentBehindCodeDocumentsNothing() {
    Outline outline =
        Sources.outline(".java", "class A { int a; // about a\n int f() { return a; } }");
    assertEquals(
        "Comment A about a",
        outline.comments().stream()
            .map(comment -> comment.kind() + " " + comment.owner() + " " + comment.text())
            .collect(Collectors.joining()));
    assertEquals(null, outline.declarations().get(1).doc());
  }

  @Test
  void importsAreListedOnce() {
    Outline outline = Sources.outline(".go", "package p\nimport \"fmt\"\nimport f \"fmt\"\n");
    assertEquals("[fmt]", outline.imports().toString());
  }

  @Test
  void goodDeclarationsOfABrokenFileAreChunks() {
    String text = "class A { void f() { } }\n}}} ??? broken\n";
    Outline outline = Sources.outline(".java", text);
    assertFalse(outline.complete());
    assertTrue(Sources.describe(".java", text).contains("MethodDeclaration A.f"));
    assertTrue(Sources.describe(".java", text).contains("2-2 TopLevel"));
  }

  private static void assertChunks(String extension, String source, String expected) {
    assertTrue(Sources.outline(extension, source).complete(), "the sample must parse");
    assertEquals(expected, Sources.describe(extension, source));
  }
}
