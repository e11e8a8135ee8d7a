; Captures are explained in docs/producer.md: a capture in upper case is a kind of chunk; of several
; patterns that match one node the first wins.

(function_definition name: (_) @name) @FunctionDeclaration

(comment) @comment
