package dev.sluice.artifact;

import dev.sluice.core.InvalidArtifactException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How large an index is, as the small files beside the artifacts say: pieces/manifest.json, else
 * the section of a store in index_state.json, else (chunks alone) the meta file of
 * chunk_meta.parts. What none of them says, or none that can be read, is empty. Nothing is counted.
 *
 * @param chunks how many
 * @param bytes of the artifacts; by index_state, of the database
 */
public record IndexStatistics(OptionalLong chunks, OptionalLong bytes) {
  /** Nothing is known. */
  public static final IndexStatistics UNKNOWN =
      new IndexStatistics(OptionalLong.empty(), OptionalLong.empty());

  /**
   * Reads what the files of a folder say.
   *
   * @param folder {@code index-<mode>}
   */
  public static IndexStatistics read(Path folder) {
    IndexStatistics manifest = ofManifest(folder);
    IndexStatistics state = manifest.complete() ? UNKNOWN : ofState(folder);
    OptionalLong chunks = or(manifest.chunks, state.chunks);
    return new IndexStatistics(
        chunks.isPresent() ? chunks : ofShards(folder), or(manifest.bytes, state.bytes));
  }

  /** How many chunks the artifacts themselves say there are, whatever a store holds. */
  public static OptionalLong chunksOfArtifacts(Path folder) {
    return or(ofManifest(folder).chunks, ofShards(folder));
  }

  /** The same with a number of chunks from elsewhere. */
  public IndexStatistics withChunks(OptionalLong newChunks) {
    return new IndexStatistics(newChunks, bytes);
  }

  private boolean complete() {
    return chunks.isPresent() && bytes.isPresent();
  }

  private static OptionalLong or(OptionalLong first, OptionalLong second) {
    return first.isPresent() ? first : second;
  }

  private static IndexStatistics ofManifest(Path folder) {
    long chunks = -1;
    long bytes = -1;
    for (JsonTree piece : tree(PieceManifest.in(folder)).get("pieces").elements()) {
      boolean ofChunks =
          piece.get("type").isText("chunks") && piece.get("name").isText(Artifact.CHUNK_META.id());
      chunks = sum(chunks, ofChunks ? number(piece, "count") : OptionalLong.empty());
      bytes = sum(bytes, number(piece, "bytes"));
    }
    return new IndexStatistics(known(chunks), known(bytes));
  }

  private static IndexStatistics ofState(Path folder) {
    JsonTree state = tree(folder.resolve(Artifact.INDEX_STATE.fileName())).get("sqlite");
    return new IndexStatistics(number(state, "chunks"), number(state, "bytes"));
  }

  private static OptionalLong ofShards(Path folder) {
    return number(tree(ChunkMeta.shards(folder).metaFile()), "totalChunks");
  }

  /** The whole of a small file; nothing where it is missing or damaged, which says nothing. */
  private static JsonTree tree(Path file) {
    Optional<Path> stored = Files.isRegularFile(file) ? Optional.of(file) : StoredFile.find(file);
    try {
      return stored.map(JsonTree::read).orElse(JsonTree.NOTHING);
    } catch (InvalidArtifactException e) {
      return JsonTree.NOTHING;
    }
  }

  private static OptionalLong number(JsonTree tree, String name) {
    OptionalLong value = tree.get(name).whole();
    OptionalLong said = value.isPresent() ? value : tree.get("fields").get(name).whole();
    return said.orElse(-1) < 0 ? OptionalLong.empty() : said;
  }

  /** The sum of what is known, where -1 stands for nothing. */
  private static long sum(long sum, OptionalLong more) {
    return more.isPresent() ? Math.max(0, sum) + more.getAsLong() : sum;
  }

  private static OptionalLong known(long sum) {
    return sum < 0 ? OptionalLong.empty() : OptionalLong.of(sum);
  }
}
