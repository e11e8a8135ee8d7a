; Captures are explained in docs/producer.md: a capture in upper case is a kind of chunk; of several
; patterns that match one node the first wins.

(class_declaration name: (_) @name) @ClassDeclaration
(interface_declaration name: (_) @name) @InterfaceDeclaration
(annotation_type_declaration name: (_) @name) @AnnotationDeclaration
(enum_declaration name: (_) @name) @EnumDeclaration
(record_declaration name: (_) @name) @RecordDeclaration
(method_declaration name: (_) @name) @MethodDeclaration
(annotation_type_element_declaration name: (_) @name) @MethodDeclaration
(constructor_declaration name: (_) @name) @ConstructorDeclaration
(compact_constructor_declaration name: (_) @name) @ConstructorDeclaration

[(line_comment) (block_comment)] @comment
(import_declaration [(scoped_identifier) (identifier)] @import)
