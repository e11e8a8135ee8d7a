package dev.sluice.artifact;

/**
 * What {@code file_meta} says of one source file. Everything but id and file may be null.
 *
 * @param id what {@code fileId} of a chunk refers to
 * @param file repository-relative with {@code /} separators
 * @param ext with its dot
 * @param size bytes
 * @param hash hexadecimal, made with {@code hashAlgo}
 * @param externalDocs JSON array, as canonical text
 */
public record FileMeta(
    int id,
    String file,
    String ext,
    Long size,
    String hash,
    String hashAlgo,
    String externalDocs,
    String lastModified,
    String lastAuthor,
    Double churn) {

  /** Says nothing of a file, not even which. */
  static final FileMeta NONE = of(null);

  /** Says nothing of a file but its path. */
  static FileMeta of(String file) {
    return new FileMeta(-1, file, null, null, null, null, null, null, null, null);
  }

  /** Reads the object at the cursor. */
  static FileMeta read(JsonCursor cursor) {
    var draft = new Draft();
    cursor.object("entry", name -> draft.member(name, cursor));
    if (draft.id == null || draft.file == null) {
      throw cursor.invalid("has no " + (draft.id == null ? "id" : "file"));
    }
    return new FileMeta(
        draft.id,
        draft.file,
        draft.ext,
        draft.size,
        draft.hash,
        draft.hashAlgo,
        draft.externalDocs,
        draft.lastModified,
        draft.lastAuthor,
        draft.churn);
  }

  private static final class Draft {
    private Integer id;
    private String file;
    private String ext;
    private Long size;
    private String hash;
    private String hashAlgo;
    private String externalDocs;
    private String lastModified;
    private String lastAuthor;
    private Double churn;

    private void member(String name, JsonCursor cursor) {
      switch (name) {
        case "id" -> id = cursor.optionalInteger(name);
        case "file" -> file = cursor.optionalString(name);
        case "ext" -> ext = cursor.optionalString(name);
        case "size" -> size = cursor.optionalWholeNumber(name);
        case "hash" -> hash = cursor.optionalString(name);
        case "hashAlgo" -> hashAlgo = cursor.optionalString(name);
        case "externalDocs" -> externalDocs = cursor.optionalText();
        case "last_modified" -> lastModified = cursor.optionalString(name);
        case "last_author" -> lastAuthor = cursor.optionalString(name);
        case "churn" -> churn = cursor.optionalNumber(name);
        default -> cursor.skip();
      }
    }
  }
}
