; Captures are explained in docs/producer.md: a capture in upper case is a kind of chunk; of several
; patterns that match one node the first wins.

(class_definition name: (_) @name) @ClassDeclaration
(function_definition name: (_) @name) @FunctionDeclaration

(decorated_definition definition: (_) @wrapped) @wrapper

(class_definition body: (block . (expression_statement . (string) @docstring .)))
(function_definition body: (block . (expression_statement . (string) @docstring .)))
(module . (comment)* . (expression_statement . (string) @docstring .))
(comment) @comment
(import_statement name: (dotted_name) @import)
(import_statement name: (aliased_import name: (_) @import))
(import_from_statement module_name: (_) @import)
