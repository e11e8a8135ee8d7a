package dev.sluice.artifact;

import dev.sluice.core.InvalidArtifactException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Streams token_postings, whole or in shards. */
final class TokenPostings {
  private final int chunkCount;
  private int[] docLengths;
  private Double averageLength;
  private Integer totalDocs;
  private List<String> parts;

  private TokenPostings(int chunkCount) {
    this.chunkCount = chunkCount;
  }

  static boolean present(Path folder) {
    return shards(folder).present() || whole(folder).isPresent();
  }

  private static Shards shards(Path folder) {
    return new Shards(folder, Artifact.TOKEN_POSTINGS, "token_postings.shards");
  }

  private static Optional<Path> whole(Path folder) {
    return StoredFile.find(folder.resolve(Artifact.TOKEN_POSTINGS.fileName()));
  }

  /** Empty if the artifact is missing. */
  static Optional<TokenTotals> read(Path folder, int chunkCount, ArtifactReader.TermSink sink) {
    var reading = new TokenPostings(chunkCount);
    var postings = new VocabularyPostings(chunkCount, true, sink);
    Shards shards = shards(folder);
    if (shards.present()) {
      return Optional.of(reading.readShards(shards, postings));
    }
    return whole(folder)
        .map(
            file -> {
              postings.read(file, reading::member);
              return reading.totals(file);
            });
  }

  private TokenTotals readShards(Shards shards, VocabularyPostings postings) {
    Path meta =
        shards
            .meta()
            .orElseThrow(
                () ->
                    new InvalidArtifactException(
                        shards.metaFile(), "", "is missing: it holds docLengths for the shards"));
    JsonCursor.read(
        meta,
        cursor -> {
          cursor.flattened("token_postings.meta", name -> member(name, cursor));
          cursor.end();
          return null;
        });
    List<Path> files = shards.parts(parts);
    files.forEach(TokenPostings::requireJson);
    for (Path file : files) {
      postings.read(file, (name, cursor) -> cursor.skip());
    }
    return totals(meta);
  }

  private static void requireJson(Path shard) {
    String name = shard.getFileName().toString();
    if (!name.endsWith(".json") && !name.endsWith(".json.bak")) {
      throw new InvalidArtifactException(
          shard, "", "a shard of token_postings must be a .json file of {vocab, postings}");
    }
  }

  private void member(String name, JsonCursor cursor) {
    switch (name) {
      case "docLengths" -> readLengths(cursor);
      case "avgDocLen" -> averageLength = cursor.optionalNumber(name);
      case "totalDocs" -> totalDocs = cursor.optionalInteger(name);
      case "parts" -> parts = cursor.optionalStrings(name);
      default -> cursor.skip();
    }
  }

  private void readLengths(JsonCursor cursor) {
    var lengths = new IntArray(chunkCount);
    cursor.array(
        "docLengths",
        i -> {
          cursor.at("docLengths", i);
          int length = cursor.integer("length");
          if (length < 0) {
            throw cursor.invalid("is " + length);
          }
          lengths.add(length);
        });
    docLengths = lengths.toArray();
  }

  private TokenTotals totals(Path file) {
    if (docLengths == null || docLengths.length != chunkCount) {
      throw new InvalidArtifactException(
          file,
          "docLengths",
          (docLengths == null ? "is missing" : "has " + docLengths.length + " entries")
              + ", there are "
              + chunkCount
              + " chunks");
    }
    if (totalDocs != null && totalDocs != chunkCount) {
      throw new InvalidArtifactException(
          file, "totalDocs", "is " + totalDocs + ", there are " + chunkCount + " chunks");
    }
    double mean = Arrays.stream(docLengths).average().orElse(0);
    return new TokenTotals(docLengths, averageLength == null ? mean : averageLength);
  }
}
