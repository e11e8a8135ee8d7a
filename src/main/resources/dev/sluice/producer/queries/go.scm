; Captures are explained in docs/producer.md: a capture in upper case is a kind of chunk; of several
; patterns that match one node the first wins.

(type_spec name: (_) @name type: (struct_type (_) @body)) @StructDeclaration
(type_spec name: (_) @name type: (interface_type)) @InterfaceDeclaration
(type_spec name: (_) @name) @TypeDeclaration
(type_alias name: (_) @name) @TypeAliasDeclaration
(function_declaration name: (_) @name) @FunctionDeclaration
(method_declaration
  receiver: (parameter_list (parameter_declaration type: (_) @receiver))
  name: (_) @name) @MethodDeclaration

(type_declaration . [(type_spec) (type_alias)] @wrapped .) @wrapper

(comment) @comment
(import_spec path: (_) @import)
