package dev.sluice.upkeep;

import dev.sluice.artifact.Artifact;
import dev.sluice.artifact.ArtifactReader;
import dev.sluice.artifact.IndexState;
import dev.sluice.artifact.IndexStatistics;
import dev.sluice.artifact.PieceManifest.Listed;
import dev.sluice.artifact.TokenTotals;
import dev.sluice.upkeep.Finding.Kind;
import dev.sluice.upkeep.Finding.Part;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks at the artifacts of a mode. Every one is read wholly, by the reader that builds use, which
 * refuses what is not as its format says; a refusal ends the reading of that one.
 */
final class ArtifactCheck {
  private static final Part PART = Part.ARTIFACTS;

  private final Scope scope;
  private final Path folder;
  private List<Listed> pieces = List.of();
  private int chunkCount = -1;

  ArtifactCheck(Scope scope) {
    this.scope = scope;
    this.folder = scope.layout().artifacts(scope.mode());
  }

  /** What the artifacts hold; empty if that was not looked at or cannot be told. */
  Optional<ContentSums> run(long bytes) {
    boolean full = scope.begin(PART, folder, bytes);
    pieces = new PieceCheck(scope, full).run();
    checkState();
    var sums = new ContentSums[1];
    guarded(
        () -> {
          if (!ArtifactReader.present(folder)) {
            requireNothingElse();
            return;
          }
          var reader = new ArtifactReader(folder, scope.mode());
          Collection<Artifact> present = reader.present();
          if (!present.contains(Artifact.TOKEN_POSTINGS) && !isListed(Artifact.TOKEN_POSTINGS)) {
            scope.warning(
                Kind.MISSING,
                PART,
                folder.resolve("token_postings.json"),
                "is not there; it is made from the tokens of the chunks at each build",
                "make it with: " + scope.index());
          }
          if (full) {
            sums[0] = readChunks(reader);
            readOthers(reader);
          }
        });
    return Optional.ofNullable(sums[0]);
  }

  private void guarded(Runnable look) {
    scope.guarded(
        PART, folder, "look at the disk, then make it again with: " + scope.index(), look);
  }

  private void checkState() {
    IndexState state = IndexState.read(folder);
    Path file = IndexState.fileIn(folder);
    switch (state.status()) {
      case UNREADABLE ->
          scope.error(
              Kind.CORRUPT,
              PART,
              file,
              state.problem().orElseThrow().reason(),
              "remove it, then: " + scope.build());
      case MISSING -> {
        if (ArtifactReader.present(folder) && !isListed(Artifact.INDEX_STATE)) {
          PieceCheck.noState(scope, file);
        }
      }
      case PRESENT -> {
        String mode = state.mode().orElse(scope.mode().id());
        if (!mode.equals(scope.mode().id())) {
          scope.error(
              Kind.MISMATCHED,
              PART,
              file,
              "is of mode " + mode + ", the folder of " + scope.mode(),
              "put back the folder of this mode, or make it with: " + scope.index());
        }
      }
    }
  }

  private boolean isListed(Artifact artifact) {
    return pieces.stream().anyMatch(piece -> piece.isOf(artifact));
  }

  /** Without chunks nothing else can be used; an index made of bundles alone has neither. */
  private void requireNothingElse() {
    boolean others =
        List.of(Artifact.TOKEN_POSTINGS, Artifact.FILE_META).stream()
            .anyMatch(artifact -> ArtifactReader.holds(folder, artifact));
    if (others && !isListed(Artifact.CHUNK_META)) {
      scope.error(
          Kind.MISSING,
          PART,
          folder.resolve("chunk_meta.json"),
          "is not there, and no index can do without it",
          "make it with: " + scope.index());
    }
  }

  private ContentSums readChunks(ArtifactReader reader) {
    var sums = new ContentSums();
    boolean[] whole = new boolean[1];
    guarded(
        () -> {
          chunkCount =
              reader.chunks(
                  record -> {
                    var chunk = record.chunk();
                    sums.add(chunk.file(), chunk.chunkId(), chunk.startLine(), chunk.endLine());
                    scope.progress().run();
                  });
          compareCount(Artifact.CHUNK_META, chunkCount);
          compareCount(Artifact.FILE_META, reader.files().size());
          whole[0] = true;
        });
    if (chunkCount < 0) {
      chunkCount = (int) Math.min(IndexStatistics.read(folder).chunks().orElse(-1), 1 << 30);
    }
    return whole[0] ? sums : null;
  }

  private void readOthers(ArtifactReader reader) {
    if (chunkCount < 0) {
      return; // Nothing to hold their doc ids against.
    }
    guarded(() -> readTokens(reader));
    guarded(
        () -> {
          var terms = new Counter();
          if (reader.phrases(chunkCount, (id, term, docIds, none) -> terms.add())) {
            compareCount(Artifact.PHRASE_NGRAMS, terms.count);
          }
        });
    guarded(
        () -> {
          var terms = new Counter();
          if (reader.chargrams(chunkCount, (id, term, docIds, none) -> terms.add())) {
            compareCount(Artifact.CHARGRAM_POSTINGS, terms.count);
          }
        });
    guarded(() -> reader.signatures(chunkCount, (docId, signature) -> scope.progress().run()));
    guarded(() -> reader.vectors(chunkCount, (docId, vector) -> scope.progress().run()));
  }

  private void readTokens(ArtifactReader reader) {
    var terms = new Counter();
    var sums = new long[chunkCount];
    Optional<TokenTotals> totals =
        reader.tokens(
            chunkCount,
            (id, term, docIds, frequencies) -> {
              for (int i = 0; i < docIds.length; i++) {
                sums[docIds[i]] += frequencies[i];
              }
              terms.add();
            });
    if (totals.isEmpty()) {
      return;
    }
    compareCount(Artifact.TOKEN_POSTINGS, terms.count);
    int[] lengths = totals.get().docLengths();
    for (int docId = 0; docId < lengths.length; docId++) {
      if (lengths[docId] != sums[docId]) {
        scope.warning(
            Kind.MISMATCHED,
            PART,
            folder.resolve("token_postings.json"),
            "docLengths has "
                + lengths[docId]
                + " for chunk "
                + docId
                + ", its postings add up to "
                + sums[docId],
            "make it again with: " + scope.index());
      }
    }
  }

  private void compareCount(Artifact artifact, long found) {
    List<Long> listed =
        pieces.stream()
            .filter(piece -> piece.isOf(artifact))
            .map(Listed::count)
            .filter(Objects::nonNull)
            .toList();
    long sum = listed.stream().mapToLong(Long::longValue).sum();
    if (!listed.isEmpty() && sum != found) {
      scope.error(
          Kind.MISMATCHED,
          PART,
          folder,
          "pieces/manifest.json counts " + sum + " in " + artifact.id() + ", it holds " + found,
          "make both again with: " + scope.index());
    }
  }

  private final class Counter {
    private long count;

    void add() {
      count++;
      scope.progress().run();
    }
  }
}
