; Captures are explained in docs/producer.md: a capture in upper case is a kind of chunk; of several
; patterns that match one node the first wins.

(class_declaration "interface" (type_identifier) @name) @InterfaceDeclaration
(class_declaration "enum" (type_identifier) @name) @EnumDeclaration
(class_declaration (type_identifier) @name) @ClassDeclaration
(object_declaration (type_identifier) @name) @ObjectDeclaration
(companion_object (type_identifier) @name) @ObjectDeclaration
(type_alias . (type_identifier) @name) @TypeAliasDeclaration
(function_declaration (simple_identifier) @name) @FunctionDeclaration
(secondary_constructor "constructor" @name) @ConstructorDeclaration

[(line_comment) (multiline_comment)] @comment
(import_header (identifier) @import)
