package dev.sluice.core;

/**
 * One chunk with every stored field, in the order of the columns of {@code chunks}.
 *
 * <p>Everything but {@code docId} and {@code mode} may be null, as in the schema; an empty string
 * is an empty string and never stands for null. The components from {@code preContext} on that are
 * commented JSON hold JSON text as stored, unparsed, because most readers never look at it.
 *
 * @param docId 0-based; dense after a full build
 * @param file repository-relative with {@code /} separators
 * @param start UTF-16 offset into the decoded file text
 * @param end UTF-16 offset, exclusive
 * @param startLine 1-based
 * @param endLine 1-based, inclusive
 * @param ext with its dot, for example {@code .java}
 * @param preContext JSON array of lines before the chunk
 * @param postContext JSON array of lines after the chunk
 * @param weight a rank multiplier; null means 1
 * @param tokens JSON array of strings; null for none
 * @param ngrams JSON array
 * @param codeRelations JSON object
 * @param docmeta JSON object
 * @param stats JSON object
 * @param complexity JSON object
 * @param lint JSON array
 * @param externalDocs JSON array
 * @param chunkAuthors JSON array
 */
public record Chunk(
    int docId,
    String chunkId,
    Mode mode,
    String file,
    Integer start,
    Integer end,
    Integer startLine,
    Integer endLine,
    String ext,
    String kind,
    String name,
    String headline,
    String preContext,
    String postContext,
    Double weight,
    String tokens,
    String ngrams,
    String codeRelations,
    String docmeta,
    String stats,
    String complexity,
    String lint,
    String externalDocs,
    String lastModified,
    String lastAuthor,
    Double churn,
    String chunkAuthors) {

  /** The same chunk in another place of the index. */
  public Chunk withDocId(int newDocId) {
    return new Chunk(
        newDocId,
        chunkId,
        mode,
        file,
        start,
        end,
        startLine,
        endLine,
        ext,
        kind,
        name,
        headline,
        preContext,
        postContext,
        weight,
        tokens,
        ngrams,
        codeRelations,
        docmeta,
        stats,
        complexity,
        lint,
        externalDocs,
        lastModified,
        lastAuthor,
        churn,
        chunkAuthors);
  }
}
