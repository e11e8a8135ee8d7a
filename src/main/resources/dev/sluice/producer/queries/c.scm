; Captures are explained in docs/producer.md: a capture in upper case is a kind of chunk; of several
; patterns that match one node the first wins.

(struct_specifier name: (_) @name body: (_)) @StructDeclaration
(union_specifier name: (_) @name body: (_)) @UnionDeclaration
(enum_specifier name: (_) @name body: (_)) @EnumDeclaration
(type_definition type: (struct_specifier !name body: (_) @body) declarator: (_) @declarator) @StructDeclaration
(type_definition type: (union_specifier !name body: (_) @body) declarator: (_) @declarator) @UnionDeclaration
(type_definition type: (enum_specifier !name body: (_) @body) declarator: (_) @declarator) @EnumDeclaration
(function_definition declarator: (_) @declarator) @FunctionDeclaration
(preproc_function_def name: (_) @name) @MacroDeclaration

(type_definition type: (struct_specifier name: (_) body: (_)) @wrapped) @wrapper
(type_definition type: (union_specifier name: (_) body: (_)) @wrapped) @wrapper
(type_definition type: (enum_specifier name: (_) body: (_)) @wrapped) @wrapper

(comment) @comment
(preproc_include path: (_) @import)
