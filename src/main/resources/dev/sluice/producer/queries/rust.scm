; Captures are explained in docs/producer.md: a capture in upper case is a kind of chunk; of several
; patterns that match one node the first wins.

(struct_item name: (_) @name) @StructDeclaration
(enum_item name: (_) @name) @EnumDeclaration
(union_item name: (_) @name) @UnionDeclaration
(trait_item name: (_) @name) @TraitDeclaration
(impl_item type: (_) @type) @ImplDeclaration
(mod_item name: (_) @name body: (_)) @ModuleDeclaration
(type_item name: (_) @name) @TypeAliasDeclaration
(function_item name: (_) @name) @FunctionDeclaration
(function_signature_item name: (_) @name) @FunctionDeclaration
(macro_definition name: (_) @name) @MacroDeclaration

(attribute_item) @attribute
[(line_comment inner: (_)) (block_comment inner: (_))] @inner
[(line_comment) (block_comment)] @comment
(use_declaration argument: (_) @import)
