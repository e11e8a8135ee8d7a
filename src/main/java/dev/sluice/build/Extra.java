package dev.sluice.build;

import dev.sluice.artifact.Artifact;
import dev.sluice.artifact.ArtifactReader;
import dev.sluice.artifact.Bundle;
import dev.sluice.artifact.BundleReader;
import dev.sluice.artifact.ChunkRecord;
import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.artifact.IndexState;
import dev.sluice.artifact.IndexState.StoreState;
import dev.sluice.core.Mode;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What an index may hold or lack: searches find less without it. */
enum Extra {
  PHRASES("phrase", Artifact.PHRASE_NGRAMS, "phrase_postings"),
  CHARGRAMS("chargram", Artifact.CHARGRAM_POSTINGS, "chargram_postings"),
  MINHASH("MinHash", Artifact.MINHASH_SIGNATURES, "minhash_signatures"),
  DENSE("dense", Artifact.DENSE_VECTORS, "dense_vectors");

  /** Chunks of so many bundles tell what bundles of this kind hold. */
  private static final int SAMPLE = 8;

  private final String word;
  private final Artifact artifact;
  private final String table;

  Extra(String word, Artifact artifact, String table) {
    this.word = word;
    this.artifact = artifact;
    this.table = table;
  }

  boolean isIn(ChunkRecord record) {
    return switch (this) {
      case PHRASES -> has(record.ngrams());
      case CHARGRAMS -> has(record.chargrams());
      case MINHASH -> record.minhash() != null;
      case DENSE -> record.embedding() != null;
    };
  }

  /**
   * Whether a file's bundle carries rows of this kind, or says that there are none; bundles of
   * other programs leave them out.
   */
  boolean isCarriedBy(List<ChunkRecord> chunks) {
    return switch (this) {
      case PHRASES -> chunks.stream().anyMatch(chunk -> chunk.ngrams() != null);
      case CHARGRAMS -> chunks.stream().anyMatch(chunk -> chunk.chargrams() != null);
      case MINHASH ->
          chunks.stream().anyMatch(chunk -> chunk.minhash() != null)
              || chunks.stream().noneMatch(chunk -> has(chunk.tokens()));
      case DENSE -> chunks.stream().anyMatch(chunk -> chunk.embedding() != null);
    };
  }

  private static boolean has(List<String> terms) {
    return terms != null && !terms.isEmpty();
  }

  /** The table whose rows these are. */
  String table() {
    return table;
  }

  String word() {
    return word;
  }

  /** What the artifacts hold; where they are gone, what index_state says they held. */
  static Set<Extra> ofArtifacts(Path folder, Mode mode) {
    Set<Extra> found = EnumSet.noneOf(Extra.class);
    if (ArtifactReader.present(folder)) {
      var reader = new ArtifactReader(folder, mode);
      for (Extra extra : values()) {
        if (reader.holdsAny(extra.artifact)) {
          found.add(extra);
        }
      }
    } else if (IndexState.read(folder).store("embeddings").map(StoreState::ready).orElse(false)) {
      found.add(DENSE);
    }
    return found;
  }

  /**
   * What the first bundles with chunks hold.
   *
   * @throws dev.sluice.core.InvalidArtifactException if one of them cannot be read
   */
  static Set<Extra> ofBundles(Path folder, Mode mode, IncrementalManifest manifest) {
    Set<Extra> found = EnumSet.noneOf(Extra.class);
    var reader = new BundleReader(folder, mode);
    int withChunks = 0;
    for (IncrementalManifest.Entry entry : manifest.entries()) {
      Bundle bundle = reader.read(entry);
      for (Extra extra : values()) {
        if (bundle.chunks().stream().anyMatch(extra::isIn)) {
          found.add(extra);
        }
      }
      withChunks += bundle.chunks().isEmpty() ? 0 : 1;
      if (withChunks == SAMPLE || found.size() == values().length) {
        break;
      }
    }
    return found;
  }

  /** For messages: {@code phrase, chargram and dense}. */
  static String words(Set<Extra> extras) {
    String words = extras.stream().map(Extra::word).collect(Collectors.joining(", "));
    int last = words.lastIndexOf(", ");
    return last < 0 ? words : words.substring(0, last) + " and " + words.substring(last + 2);
  }
}
