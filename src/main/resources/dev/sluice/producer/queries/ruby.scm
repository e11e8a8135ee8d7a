; Captures are explained in docs/producer.md: a capture in upper case is a kind of chunk; of several
; patterns that match one node the first wins.

(class name: (_) @name) @ClassDeclaration
(module name: (_) @name) @ModuleDeclaration
(method name: (_) @name) @MethodDeclaration
(singleton_method name: (_) @name) @MethodDeclaration

(comment) @comment
