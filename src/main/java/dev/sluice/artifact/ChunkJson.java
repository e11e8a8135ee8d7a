package dev.sluice.artifact;

import dev.sluice.core.Chunk;
import dev.sluice.core.DenseMeta;
import java.util.Collection;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Writes the members of a chunk object; absent means null, as {@link ChunkDraft} reads it. */
final class ChunkJson {
  private final JsonGenerator json;

  ChunkJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * Writes what chunk_meta and bundles have in common.
   *
   * @param source what is said of the file elsewhere and not repeated here
   */
  void common(ChunkRecord record, FileMeta source) {
    Chunk chunk = record.chunk();
    number("start", chunk.start());
    number("end", chunk.end());
    number("startLine", chunk.startLine());
    number("endLine", chunk.endLine());
    text("kind", chunk.kind());
    text("name", chunk.name());
    number("weight", chunk.weight());
    text("headline", chunk.headline());
    raw("preContext", chunk.preContext());
    raw("postContext", chunk.postContext());
    raw("codeRelations", chunk.codeRelations());
    raw("docmeta", chunk.docmeta());
    fullText(record);
    if (chunk.chunkId() != null) {
      json.writeObjectPropertyStart("metaV2");
      text("chunkId", chunk.chunkId());
      json.writeEndObject();
    }
    raw("stats", chunk.stats());
    raw("complexity", chunk.complexity());
    raw("lint", chunk.lint());
    text("ext", unlessEqual(chunk.ext(), source.ext()));
    raw("externalDocs", unlessEqual(chunk.externalDocs(), source.externalDocs()));
    text("last_modified", unlessEqual(chunk.lastModified(), source.lastModified()));
    text("last_author", unlessEqual(chunk.lastAuthor(), source.lastAuthor()));
    number("churn", unlessEqual(chunk.churn(), source.churn()));
    raw("chunk_authors", chunk.chunkAuthors());
    strings("tokens", record.tokens());
  }

  private static <T> T unlessEqual(T own, T common) {
    return Objects.equals(own, common) ? null : own;
  }

  /** The two full-text columns are taken from docmeta; what it lacks the chunk says itself. */
  private void fullText(ChunkRecord record) {
    String[] inDocmeta = new String[2];
    if (record.chunk().docmeta() != null) {
      readFullText(record.chunk().docmeta(), inDocmeta);
    }
    own("signature", record.signature(), inDocmeta[0]);
    own("doc", record.doc(), inDocmeta[1]);
  }

  private static void readFullText(String docmeta, String[] signatureAndDoc) {
    try (JsonParser parser = Json.parser(docmeta)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("docmeta is not an object: " + docmeta);
      }
      for (String name = parser.nextName(); name != null; name = parser.nextName()) {
        boolean text = parser.nextToken() == JsonToken.VALUE_STRING;
        if (text && name.equals("signature")) {
          signatureAndDoc[0] = parser.getString();
        } else if (text && name.equals("doc")) {
          signatureAndDoc[1] = parser.getString();
        }
        parser.skipChildren();
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("docmeta is not JSON: " + docmeta, e);
    }
  }

  private void own(String name, String value, String inDocmeta) {
    if (inDocmeta != null && !inDocmeta.equals(value)) {
      throw new IllegalArgumentException(
          name + " is " + value + " in the record and " + inDocmeta + " in docmeta");
    }
    text(name, unlessEqual(value, inDocmeta));
  }

  void text(String name, String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  void number(String name, Number value) {
    if (value != null) {
      json.writeName(name);
      json.writeNumber(JsonNumbers.text(value.doubleValue()));
    }
  }

  /** A member whose value is JSON text already. */
  void raw(String name, String value) {
    if (value != null) {
      json.writeName(name);
      json.writeRawValue(value);
    }
  }

  void strings(String name, Collection<String> values) {
    if (values != null) {
      json.writeArrayPropertyStart(name);
      values.forEach(value -> json.writeString(Objects.requireNonNull(value, name)));
      json.writeEndArray();
    }
  }

  /** The members that say how vectors were made. */
  void dense(DenseMeta dense) {
    text("model", dense.model());
    number("dims", dense.dims());
    number("scale", dense.scale());
  }

  void unsignedInts(int[] values) {
    json.writeStartArray();
    for (int value : values) {
      json.writeNumber(Integer.toUnsignedLong(value));
    }
    json.writeEndArray();
  }

  void unsignedBytes(byte[] values) {
    json.writeStartArray();
    for (byte value : values) {
      json.writeNumber(value & 0xFF);
    }
    json.writeEndArray();
  }
}
