package dev.sluice.artifact;

import dev.sluice.core.InvalidArtifactException;
import java.nio.file.Path;
import java.util.List;

/** The postings of tokens made again from the chunks' own, where token_postings is missing. */
public final class RebuiltTokens {
  private static final int FEW = 1024;

  private final TermAccumulator terms = new TermAccumulator(true);
  private final IntArray lengths = new IntArray(FEW);
  private boolean anyTokens;

  /** Adds the tokens of a chunk; chunks come in the order of their doc ids. */
  public void add(ChunkRecord chunk) {
    List<String> tokens = chunk.tokens() == null ? List.of() : chunk.tokens();
    anyTokens |= chunk.tokens() != null;
    tokens.forEach(token -> terms.add(token, lengths.size()));
    lengths.add(tokens.size());
  }

  /**
   * Gives every token to the sink.
   *
   * @param folder for the message
   * @return the number of tokens of each chunk, by doc id
   * @throws InvalidArtifactException if there are chunks and none has tokens
   */
  public int[] forEach(Path folder, ArtifactReader.TermSink sink) {
    if (lengths.size() > 0 && !anyTokens) {
      throw impossible(folder);
    }
    terms.forEach(sink);
    return lengths.toArray();
  }

  /** What there is to say where no chunk has tokens. */
  public static InvalidArtifactException impossible(Path folder) {
    return new InvalidArtifactException(
        folder, "", "token_postings is missing, and no chunk has tokens to make it from");
  }
}
