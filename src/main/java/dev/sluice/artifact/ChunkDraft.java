package dev.sluice.artifact;

import dev.sluice.core.Chunk;
import dev.sluice.core.Mode;
import java.util.List;
import tools.jackson.core.JsonToken;

/** One chunk object while its members are read; the same in chunk_meta and in bundles. */
final class ChunkDraft {
  private final JsonCursor cursor;

  private Integer id;
  private Integer fileId;
  private String file;
  private String idOfMeta;
  private String ownId;
  private Integer start;
  private Integer end;
  private Integer startLine;
  private Integer endLine;
  private String ext;
  private String kind;
  private String name;
  private String headline;
  private String preContext;
  private String postContext;
  private Double weight;
  private List<String> tokens;
  private String tokensText;
  private String ngrams;
  private String codeRelations;
  private String docmeta;
  private String docmetaSignature;
  private String docmetaDoc;
  private String ownSignature;
  private String ownDoc;
  private String stats;
  private String complexity;
  private String lint;
  private String externalDocs;
  private String lastModified;
  private String lastAuthor;
  private Double churn;
  private String chunkAuthors;

  ChunkDraft(JsonCursor cursor) {
    this.cursor = cursor;
  }

  Integer id() {
    return id;
  }

  Integer fileId() {
    return fileId;
  }

  /** Takes the value at the cursor as the member of the given name; passes unknown ones. */
  void member(String member) {
    switch (member) {
      case "id" -> id = cursor.optionalInteger(member);
      case "fileId" -> fileId = cursor.optionalInteger(member);
      case "file" -> file = cursor.optionalString(member);
      case "metaV2" -> readMeta();
      case "chunkId" -> ownId = cursor.optionalString(member);
      case "chunk_id" -> ownId = ownId == null ? cursor.optionalString(member) : ownId;
      case "start" -> start = cursor.optionalInteger(member);
      case "end" -> end = cursor.optionalInteger(member);
      case "startLine" -> startLine = cursor.optionalInteger(member);
      case "endLine" -> endLine = cursor.optionalInteger(member);
      case "ext" -> ext = cursor.optionalString(member);
      case "kind" -> kind = cursor.optionalString(member);
      case "name" -> name = cursor.optionalString(member);
      case "headline" -> headline = cursor.optionalString(member);
      case "preContext" -> preContext = cursor.optionalText();
      case "postContext" -> postContext = cursor.optionalText();
      case "weight" -> weight = cursor.optionalNumber(member);
      case "tokens" -> readTokens(member);
      case "ngrams" -> ngrams = cursor.optionalText();
      case "codeRelations" -> codeRelations = cursor.optionalText();
      case "docmeta" -> readDocmeta();
      case "signature" -> ownSignature = cursor.optionalString(member);
      case "doc" -> ownDoc = cursor.optionalString(member);
      case "stats" -> stats = cursor.optionalText();
      case "complexity" -> complexity = cursor.optionalText();
      case "lint" -> lint = cursor.optionalText();
      case "externalDocs" -> externalDocs = cursor.optionalText();
      case "last_modified" -> lastModified = cursor.optionalString(member);
      case "last_author" -> lastAuthor = cursor.optionalString(member);
      case "churn" -> churn = cursor.optionalNumber(member);
      case "chunk_authors" -> chunkAuthors = cursor.optionalText();
      default -> cursor.skip();
    }
  }

  private void readMeta() {
    if (cursor.isNull()) {
      return;
    }
    cursor.object(
        "metaV2",
        member -> {
          if (member.equals("chunkId")) {
            idOfMeta = cursor.optionalString(member);
          } else {
            cursor.skip();
          }
        });
  }

  /** Keeps the whole as text and the two members that the full-text index wants. */
  private void readDocmeta() {
    if (cursor.isNull()) {
      return;
    }
    docmeta = cursor.textOf(() -> cursor.object("docmeta", this::readOfDocmeta));
  }

  private void readOfDocmeta(String member) {
    if (cursor.parser().currentToken() != JsonToken.VALUE_STRING) {
      cursor.skip();
    } else if (member.equals("signature")) {
      docmetaSignature = cursor.string(member);
    } else if (member.equals("doc")) {
      docmetaDoc = cursor.string(member);
    }
  }

  private void readTokens(String member) {
    if (!cursor.isNull()) {
      tokensText = cursor.textOf(() -> tokens = cursor.optionalStrings(member));
    }
  }

  /**
   * The chunk that was read, or an {@link dev.sluice.core.InvalidArtifactException}.
   *
   * @param source what holds for all chunks of the file, where the chunk does not say otherwise
   */
  ChunkRecord toRecord(int docId, Mode mode, FileMeta source) {
    requireRange();
    var chunk =
        new Chunk(
            docId,
            idOfMeta == null ? ownId : idOfMeta,
            mode,
            file == null ? source.file() : file,
            start,
            end,
            startLine,
            endLine,
            ext == null ? source.ext() : ext,
            kind,
            name,
            headline,
            preContext,
            postContext,
            weight,
            tokens == null || tokens.isEmpty() ? null : tokensText,
            ngrams,
            codeRelations,
            docmeta,
            stats,
            complexity,
            lint,
            externalDocs == null ? source.externalDocs() : externalDocs,
            lastModified == null ? source.lastModified() : lastModified,
            lastAuthor == null ? source.lastAuthor() : lastAuthor,
            churn == null ? source.churn() : churn,
            chunkAuthors);
    String signature = docmetaSignature == null ? ownSignature : docmetaSignature;
    return new ChunkRecord(
        chunk, tokens, signature, docmetaDoc == null ? ownDoc : docmetaDoc, null, null, null, null);
  }

  boolean namesFile() {
    return file != null;
  }

  private void requireRange() {
    if (start == null || end == null) {
      throw cursor.invalid("has no " + (start == null ? "start" : "end"));
    }
    if (start < 0 || end < start) {
      throw cursor.invalid("reaches from " + start + " to " + end);
    }
  }
}
