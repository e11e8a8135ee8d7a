package dev.sluice.upkeep;

import dev.sluice.artifact.Artifact;
import dev.sluice.artifact.ArtifactReader;
import dev.sluice.artifact.PieceManifest;
import dev.sluice.artifact.PieceManifest.Listed;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.upkeep.Finding.Kind;
import dev.sluice.upkeep.Finding.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the files of an artifact folder are those that pieces/manifest.json lists. */
final class PieceCheck {
  private static final Part PART = Part.ARTIFACTS;

  private final Scope scope;
  private final Path folder;
  private final boolean full;
  private final List<Path> othersMissing = new ArrayList<>();

  PieceCheck(Scope scope, boolean full) {
    this.scope = scope;
    this.folder = scope.layout().artifacts(scope.mode());
    this.full = full;
  }

  /** What is listed; empty if there is nothing to go by. */
  List<Listed> run() {
    Path manifest = PieceManifest.in(folder);
    Optional<PieceManifest.Listing> listing = Optional.empty();
    try {
      listing = PieceManifest.read(folder);
    } catch (InvalidArtifactException e) {
      scope.error(Kind.CORRUPT, PART, manifest, e.reason(), "make it again with: " + scope.index());
      return List.of();
    }
    if (listing.isEmpty()) {
      if (ArtifactReader.present(folder)) {
        scope.warning(
            Kind.MISSING,
            PART,
            manifest,
            "is not there: nothing tells damaged artifacts by their checksums",
            "make it with: " + scope.index());
      }
      return List.of();
    }
    String mode = listing.get().mode();
    if (mode != null && !mode.equals(scope.mode().id())) {
      scope.error(
          Kind.MISMATCHED,
          PART,
          manifest,
          "is of mode " + mode + ", the folder of " + scope.mode(),
          "put back the folder of this mode, or make it with: " + scope.index());
    }
    listing.get().pieces().forEach(this::check);
    reportOthers();
    return listing.get().pieces();
  }

  private void check(Listed piece) {
    scope.progress().run();
    Optional<Path> file = piece.in(folder);
    if (file.isEmpty()) {
      scope.error(
          Kind.CORRUPT,
          PART,
          PieceManifest.in(folder),
          "lists " + piece.path() + ", which lies outside the folder",
          "do not trust it; make it again with: " + scope.index());
    } else if (piece.isRead() ? !Files.isRegularFile(file.get()) : !Files.exists(file.get())) {
      missing(piece, file.get());
    } else if (Files.isRegularFile(file.get())) {
      compare(piece, file.get());
    }
  }

  private void missing(Listed piece, Path file) {
    Optional<Path> instead = ArtifactReader.standIn(file);
    if (instead.isPresent()) {
      scope.warning(
          Kind.MISSING,
          PART,
          file,
          "is not there; " + instead.get().getFileName() + " stands in for it",
          "if that is not wanted: " + scope.index());
    } else if (piece.isOf(Artifact.INDEX_STATE)) {
      noState(scope, file);
    } else if (piece.isRead()) {
      scope.error(Kind.MISSING, PART, file, "is not there", "make it with: " + scope.index());
    } else {
      othersMissing.add(file);
    }
  }

  static void noState(Scope scope, Path file) {
    scope.warning(
        Kind.MISSING,
        PART,
        file,
        "is not there: nothing tells which stores are ready",
        "it is made by: " + scope.build());
  }

  /** Copies of an index often leave out what Sluice does not read. */
  private void reportOthers() {
    if (!othersMissing.isEmpty()) {
      scope.warning(
          Kind.MISSING,
          PART,
          PieceManifest.in(folder),
          "lists "
              + othersMissing.size()
              + " files that are not there and that Sluice does not read, for example "
              + othersMissing.get(0).getFileName(),
          "nothing for Sluice; other readers need them made again");
    }
  }

  private void compare(Listed piece, Path file) {
    try {
      Optional<String> difference = piece.difference(file, full);
      if (difference.isEmpty()) {
        return;
      }
      if (piece.isOf(Artifact.INDEX_STATE)) {
        // Written first and listed second: who is killed in between leaves a state that is right.
        scope.warning(
            Kind.STALE,
            PART,
            PieceManifest.in(folder),
            "has the entry of an earlier index_state.json: it " + difference.get(),
            "nothing: the next build writes it");
      } else if (piece.isRead()) {
        scope.error(
            Kind.CORRUPT,
            PART,
            file,
            difference.get(),
            "look at the disk, then make it again with: " + scope.index());
      } else {
        scope.warning(
            Kind.CORRUPT,
            PART,
            file,
            difference.get() + "; Sluice does not read it",
            "whoever reads it has to make it again");
      }
    } catch (IOException e) {
      scope.error(
          Kind.UNREADABLE,
          PART,
          file,
          "cannot be read: " + e,
          "check its permissions and the disk");
    }
  }
}
