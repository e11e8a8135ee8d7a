package dev.sluice.schema.review;

/**
 * A file of SQL.
 *
 * @param path inside the schema folder, with {@code /}, for example {@code tables/chunks.sql}
 * @param shownAs the path as messages name it, for example {@code schema/tables/chunks.sql}
 * @param text with {@code \n} between lines
 */
record SourceFile(String path, String shownAs, String text) {
  SourceFile {
    text = text.replace("\r\n", "\n");
    if (text.startsWith("\uFEFF")) {
      text = text.substring(1);
    }
  }
}
