; Captures are explained in docs/producer.md: a capture in upper case is a kind of chunk; of several
; patterns that match one node the first wins.

(class_declaration name: (_) @name) @ClassDeclaration
(function_declaration name: (_) @name) @FunctionDeclaration
(generator_function_declaration name: (_) @name) @FunctionDeclaration
(method_definition name: (_) @member) @MethodDeclaration
(variable_declarator
  name: (identifier) @name
  value: [
    (arrow_function body: (_) @body)
    (function_expression body: (_) @body)
    (generator_function body: (_) @body)
  ]) @FunctionDeclaration
(variable_declarator name: (identifier) @name value: (class body: (_) @body)) @ClassDeclaration
(assignment_expression
  left: [(member_expression) (identifier)] @name
  right: [(arrow_function body: (_) @body) (function_expression body: (_) @body)]) @FunctionDeclaration
(pair
  key: (_) @name
  value: [(arrow_function body: (_) @body) (function_expression body: (_) @body)]) @FunctionDeclaration

(variable_declarator name: (identifier) @name value: (object)) @scope
(assignment_expression left: [(member_expression) (identifier)] @name right: (object)) @scope
(pair key: (_) @name value: (object)) @scope

(export_statement declaration: (_) @wrapped) @wrapper
(lexical_declaration . (variable_declarator) @wrapped .) @wrapper
(variable_declaration . (variable_declarator) @wrapped .) @wrapper
(expression_statement . (assignment_expression) @wrapped .) @wrapper

(comment) @comment
(import_statement source: (_) @import)
(export_statement source: (_) @import)
(field_definition
  property: (_) @name
  value: [(arrow_function body: (_) @body) (function_expression body: (_) @body)]) @FunctionDeclaration
