package dev.sluice.build;

import dev.sluice.artifact.ArtifactReader;
import dev.sluice.artifact.IncrementalManifest;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.StoreUnavailableException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a build reads and why.
 *
 * @param from artifacts or bundles
 * @param manifest the list of bundles; null if there is none to go by
 */
record Choice(From from, String reason, IncrementalManifest manifest) {

  /**
   * Chooses between the artifacts and the bundles that are there.
   *
   * @throws StoreUnavailableException if what was asked for is not there
   * @throws InvalidArtifactException if bundles were asked for or are all there is, and their
   *     manifest cannot be used
   */
  static Choice of(BuildRequest request, Consumer<String> warnings) {
    boolean artifacts = ArtifactReader.present(request.layout().artifacts(request.mode()));
    if (!IncrementalManifest.present(request.bundles())
        && (artifacts || request.from() != From.BUNDLES)) {
      return withoutBundles(request, warnings);
    }
    try {
      return choose(request, artifacts, manifest(request, warnings));
    } catch (InvalidArtifactException e) {
      if (!artifacts) {
        throw e;
      }
      return insteadOfBundles(request, e, warnings);
    }
  }

  private static Choice withoutBundles(BuildRequest request, Consumer<String> warnings) {
    if (request.from() == From.ARTIFACTS) {
      return artifacts(request, "asked for", null);
    }
    String reason = "there are no bundles in " + request.bundles();
    if (request.from() == From.AUTO) {
      requireArtifacts(request);
    }
    if (request.from() == From.BUNDLES) {
      warnings.accept("built from artifacts instead of bundles: " + reason);
    }
    return artifacts(request, reason, null);
  }

  /** Where bundles of elsewhere were named and are not there, the refusal names that place too. */
  private static void requireArtifacts(BuildRequest request) {
    Path folder = request.layout().artifacts(request.mode());
    if (request.bundles().equals(request.layout().incremental(request.mode()))
        || ArtifactReader.present(folder)) {
      return;
    }
    throw new StoreUnavailableException(
        ErrorCode.MISSING,
        request.bundles() + " holds no manifest.json, and " + folder + " no chunk_meta",
        "no bundles of mode " + request.mode() + " were written there",
        "name the folder that holds a folder of bundles for each mode");
  }

  /** The artifacts, because the bundles turned out not to be usable. */
  static Choice insteadOfBundles(
      BuildRequest request, InvalidArtifactException failure, Consumer<String> warnings) {
    if (request.from() == From.ARTIFACTS) {
      warnings.accept(
          "times of files stay unknown, an update will look at each: " + failure.getMessage());
      return artifacts(request, "asked for", null);
    }
    warnings.accept("built from artifacts instead of bundles: " + failure.getMessage());
    return new Choice(From.ARTIFACTS, "the bundles cannot be used: " + failure.getMessage(), null);
  }

  private static IncrementalManifest manifest(BuildRequest request, Consumer<String> warnings) {
    Path folder = request.bundles();
    IncrementalManifest manifest = IncrementalManifest.resolve(folder);
    if (manifest.mode() != null && !manifest.mode().equals(request.mode().id())) {
      throw new InvalidArtifactException(
          folder.resolve("manifest.json"),
          "mode",
          "is " + manifest.mode() + ", expected " + request.mode());
    }
    if (!manifest.conflicts().isEmpty()) {
      warnings.accept(
          manifest.conflicts().size()
              + " paths are in the manifest of "
              + folder
              + " more than once, the entry that says most was used, for example for "
              + manifest.conflicts().get(0).file());
    }
    return manifest;
  }

  private static Choice choose(
      BuildRequest request, boolean artifacts, IncrementalManifest manifest) {
    return switch (request.from()) {
      case ARTIFACTS -> artifacts(request, "asked for", manifest);
      case BUNDLES -> bundles(request, "asked for", manifest);
      case AUTO ->
          artifacts
              ? richer(request, manifest)
              : bundles(request, "there are no artifacts", manifest);
    };
  }

  private static Choice artifacts(
      BuildRequest request, String reason, IncrementalManifest manifest) {
    return new Choice(From.ARTIFACTS, Optional.ofNullable(request.why()).orElse(reason), manifest);
  }

  private static Choice bundles(BuildRequest request, String reason, IncrementalManifest manifest) {
    return new Choice(From.BUNDLES, Optional.ofNullable(request.why()).orElse(reason), manifest);
  }

  private static Choice richer(BuildRequest request, IncrementalManifest manifest) {
    Path folder = request.layout().artifacts(request.mode());
    Set<Extra> inArtifacts = Extra.ofArtifacts(folder, request.mode());
    Set<Extra> inBundles = Extra.ofBundles(request.bundles(), request.mode(), manifest);
    Set<Extra> lacking = EnumSet.copyOf(inArtifacts);
    lacking.removeAll(inBundles);
    if (!lacking.isEmpty()) {
      return artifacts(request, "the bundles have no " + Extra.words(lacking) + " rows", manifest);
    }
    Set<Extra> more = EnumSet.copyOf(inBundles);
    more.removeAll(inArtifacts);
    return more.isEmpty()
        ? artifacts(request, "artifacts and bundles hold the same kinds of rows", manifest)
        : bundles(request, "the artifacts have no " + Extra.words(more) + " rows", manifest);
  }
}
