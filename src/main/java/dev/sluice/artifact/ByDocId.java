package dev.sluice.artifact;

import dev.sluice.core.DenseMeta;
import dev.sluice.core.MinHash;
import dev.sluice.core.Quantizer;
import java.nio.file.Path;

/** Streams the artifacts that are one array of entries by doc id: signatures and vectors. */
final class ByDocId {
  private static final long MAX_UINT32 = 0xFFFF_FFFFL;

  /** Of one vector; models have some thousands. */
  private static final int MAX_DIMS = 1 << 20;

  private ByDocId() {}

  static void signatures(Path file, int chunkCount, ArtifactReader.SignatureSink sink) {
    JsonCursor.read(
        file,
        cursor -> {
          boolean[] found = {false};
          cursor.flattened(
              "minhash_signatures",
              name -> {
                if (name.equals("signatures")) {
                  found[0] = true;
                  entries(
                      cursor, name, chunkCount, docId -> sink.signature(docId, signature(cursor)));
                } else {
                  cursor.skip();
                }
              });
          cursor.end();
          require(cursor, found[0], "signatures");
          return null;
        });
  }

  private static void require(JsonCursor cursor, boolean found, String name) {
    if (!found) {
      throw cursor.invalid("has no " + name);
    }
  }

  /** An empty array stands for an index without; otherwise there is an entry for every chunk. */
  private static void entries(
      JsonCursor cursor, String name, int chunkCount, JsonCursor.ElementVisitor visitor) {
    int count =
        cursor.array(
            name,
            docId -> {
              cursor.at("doc id", docId);
              if (docId >= chunkCount) {
                throw cursor.invalid("is in " + name + ", there are " + chunkCount + " chunks");
              }
              if (!cursor.isNull()) {
                visitor.element(docId);
              }
            });
    if (count != 0 && count != chunkCount) {
      cursor.at("doc id", count);
      throw cursor.invalid("is missing in " + name + ", there are " + chunkCount + " chunks");
    }
  }

  /** The signature at the cursor; null for null and for an empty array. */
  static int[] optionalSignature(JsonCursor cursor) {
    int[] signature = cursor.isNull() ? new int[0] : anySignature(cursor);
    return signature.length == 0 ? null : signature;
  }

  private static int[] signature(JsonCursor cursor) {
    int[] signature = anySignature(cursor);
    if (signature.length == 0) {
      throw cursor.invalid("has an empty signature");
    }
    return signature;
  }

  private static int[] anySignature(JsonCursor cursor) {
    int[] signature = cursor.integers("signature", MAX_UINT32, MinHash.POSITIONS).toArray();
    if (signature.length != 0 && signature.length != MinHash.POSITIONS) {
      throw cursor.invalid(
          "has a signature of "
              + signature.length
              + " positions, expected "
              + MinHash.POSITIONS
              + " unsigned integers of 32 bits");
    }
    return signature;
  }

  /** The bytes at the cursor; null for null and for an empty array. */
  static byte[] optionalBytes(JsonCursor cursor) {
    if (cursor.isNull()) {
      return null;
    }
    byte[] bytes = bytes(cursor);
    return bytes.length == 0 ? null : bytes;
  }

  private static byte[] bytes(JsonCursor cursor) {
    return cursor.integers("vector", 255, MAX_DIMS).toBytes();
  }

  static DenseMeta vectors(Path file, int chunkCount, ArtifactReader.VectorSink sink) {
    return JsonCursor.read(
        file,
        cursor -> {
          var dense = new Dense(cursor);
          cursor.flattened("dense_vectors_uint8", name -> dense.member(name, chunkCount, sink));
          cursor.end();
          require(cursor, dense.found, "vectors");
          return dense.meta();
        });
  }

  /** The object at the cursor as {model, dims, scale}, without vectors. */
  static DenseMeta meta(JsonCursor cursor) {
    var dense = new Dense(cursor);
    cursor.object("embeddings", name -> dense.member(name, 0, (docId, vector) -> {}));
    return dense.meta();
  }

  private static final class Dense {
    private final JsonCursor cursor;
    private String model;
    private Double scale;
    private Integer dims;
    private Double min;
    private Double max;
    private Integer levels;
    private boolean found;

    /** The length of the vectors seen, -1 before the first. */
    private int length = -1;

    Dense(JsonCursor cursor) {
      this.cursor = cursor;
    }

    void member(String name, int chunkCount, ArtifactReader.VectorSink sink) {
      switch (name) {
        case "model" -> model = cursor.optionalString(name);
        case "scale" -> scale = cursor.optionalNumber(name);
        case "dims" -> dims = cursor.optionalInteger(name);
        case "min" -> min = cursor.optionalNumber(name);
        case "max" -> max = cursor.optionalNumber(name);
        case "levels" -> levels = cursor.optionalInteger(name);
        case "vectors" -> {
          found = true;
          entries(cursor, name, chunkCount, docId -> sink.vector(docId, vector()));
        }
        default -> cursor.skip();
      }
    }

    private byte[] vector() {
      byte[] vector = bytes(cursor);
      if (length < 0) {
        length = dims == null ? vector.length : dims;
      }
      if (vector.length != length || vector.length == 0) {
        throw cursor.invalid(
            "has a vector of " + vector.length + " dimensions, expected " + length);
      }
      return vector;
    }

    DenseMeta meta() {
      if (dims != null && length >= 0 && dims != length) {
        throw cursor.invalid("says dims " + dims + ", the vectors have " + length);
      }
      int known = dims != null ? dims : Math.max(0, length);
      try {
        return new DenseMeta(known, step(), model);
      } catch (IllegalArgumentException e) {
        throw cursor.invalid("says " + e.getMessage());
      }
    }

    /** The scale, or that of the range, which must be one that the scale tells. */
    private double step() {
      if (min == null && max == null && levels == null) {
        double known = scale == null ? Quantizer.DEFAULT.step() : scale;
        Quantizer.ofStep(known);
        return known;
      }
      var range =
          new Quantizer(
                  min == null ? Quantizer.DEFAULT.min() : min,
                  max == null ? Quantizer.DEFAULT.max() : max,
                  levels == null ? Quantizer.DEFAULT.levels() : levels)
              .requireTold();
      if (scale != null && scale != 1.0 && Math.abs(scale - range.step()) > 1e-6 * range.step()) {
        throw new IllegalArgumentException("scale " + scale + " of a range of " + range.step());
      }
      return range.step();
    }
  }
}
