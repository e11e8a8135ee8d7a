package dev.sluice.lmdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.CorruptStoreException;
import dev.sluice.core.Mode;
import dev.sluice.lmdb.StoreFinding.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells whether a store holds what was written. Reads only, and runs no native code. */
public final class LmdbValidator {
  private final PageFile file;
  private final Path folder;
  private final List<StoreFinding> findings = new ArrayList<>();

  private LmdbValidator(Path folder, PageFile file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Looks whether every expected key is there, and at the number of records of each artifact. Takes
   * milliseconds.
   *
   * @throws dev.sluice.core.SluiceException if the gate refuses the store
   */
  public static List<StoreFinding> smoke(Path folder, Mode mode) {
    var validator = new LmdbValidator(folder, LmdbGate.open(folder, mode));
    validator.guarded("meta", validator::smoke);
    return List.copyOf(validator.findings);
  }

  /**
   * Looks at everything {@link #smoke} looks at, and reads every record: whether it decodes, its
   * doc ids are those of chunks and ascend, vectors are of one length, keys are in order, and all
   * is what was written, by its checksum.
   *
   * @throws dev.sluice.core.SluiceException if the gate refuses the store
   */
  public static List<StoreFinding> full(Path folder, Mode mode) {
    var validator = new LmdbValidator(folder, LmdbGate.open(folder, mode));
    validator.guarded("meta", validator::smoke);
    validator.guarded("records", validator::records);
    return List.copyOf(validator.findings);
  }

  /**
   * The rows that the store says were written, by table.
   *
   * @throws dev.sluice.core.SluiceException if the gate refuses the store
   */
  public static Map<String, Long> counts(Path folder, Mode mode) {
    return manifest(LmdbGate.open(folder, mode)).map(StoreManifest::counts).orElse(Map.of());
  }

  private static Optional<StoreManifest> manifest(PageFile file) {
    return Optional.ofNullable(LmdbGate.text(file, StoredArtifact.MANIFEST_KEY))
        .flatMap(StoreManifest::parse);
  }

  /** What cannot be read is a finding, and the next look may still tell something. */
  private void guarded(String check, Runnable look) {
    try {
      LmdbIndexReader.guarded(
          file,
          () -> {
            look.run();
            return null;
          });
    } catch (CorruptStoreException e) {
      damaged(check, "cannot be read: " + e.getMessage());
    }
  }

  private void damaged(String check, String detail) {
    findings.add(
        new StoreFinding(
            Kind.DAMAGED,
            check,
            detail,
            "look after the disk, then rebuild with: " + LmdbGate.rebuildCommand(folder)));
  }

  private void smoke() {
    Optional<StoreManifest> manifest = manifest(file);
    List<String> listed = StoredArtifact.expectedKeys(LmdbGate.written(file));
    List<String> expected = manifest.map(StoreManifest::keys).orElse(listed);
    for (String key : expected) {
      if (!has(key)) {
        findings.add(
            new StoreFinding(
                Kind.MISSING_KEY,
                key,
                "is missing",
                "rebuild with: " + LmdbGate.rebuildCommand(folder)));
      }
    }
    if (has(StoredArtifact.ARTIFACTS_KEY) && !expected.equals(listed)) {
      damaged(StoredArtifact.ARTIFACTS_KEY, "does not list what the manifest does");
    }
    if (has(StoredArtifact.MANIFEST_KEY) && manifest.isEmpty()) {
      damaged(StoredArtifact.MANIFEST_KEY, "is no manifest");
    }
    manifest.ifPresent(this::compare);
  }

  private boolean has(String key) {
    return file.main().contains(key.getBytes(UTF_8));
  }

  private void compare(StoreManifest manifest) {
    String chunks = LmdbGate.text(file, StoredArtifact.CHUNK_COUNT_KEY);
    if (chunks != null && !String.valueOf(manifest.counts().get("chunks")).equals(chunks)) {
      damaged(StoredArtifact.CHUNK_COUNT_KEY, "is " + chunks + ", the manifest differs");
    }
    for (StoredArtifact artifact : StoredArtifact.values()) {
      Tree tree = tree(artifact);
      StoreManifest.Content content = manifest.artifacts().get(artifact.id());
      if (tree != null && (content == null || tree.entries() != content.records())) {
        damaged(
            artifact.key(),
            "has "
                + tree.entries()
                + " records, expected "
                + (content == null ? "none" : content.records()));
      }
    }
  }

  private Tree tree(StoredArtifact artifact) {
    byte[] key = artifact.key().getBytes(UTF_8);
    return file.main().isDatabase(key) ? file.main().database(key) : null;
  }

  private void records() {
    Optional<StoreManifest> manifest = manifest(file);
    guarded("main", () -> file.main().forEach((key, value) -> {}));
    for (StoredArtifact artifact : StoredArtifact.values()) {
      guarded(
          artifact.key(),
          () -> {
            Tree tree = tree(artifact);
            if (tree != null) {
              records(artifact, tree, manifest);
            }
          });
    }
  }

  private void records(StoredArtifact artifact, Tree tree, Optional<StoreManifest> manifest) {
    var sum = new RecordSum();
    var look = new RecordCheck(artifact, tree, chunkCount());
    tree.forEach(
        (key, value) -> {
          sum.add(key, value);
          look.check(key, value);
        });
    look.problem().ifPresent(problem -> damaged(artifact.key(), problem));
    boolean same =
        manifest.map(m -> sum.content().equals(m.artifacts().get(artifact.id()))).orElse(true);
    if (!same) {
      damaged(artifact.key(), "is not what was written, by its checksum");
    }
  }

  /** The doc ids that chunks may have, at most. */
  private int chunkCount() {
    Tree chunks = tree(StoredArtifact.CHUNK_META);
    var weights = chunks == null ? null : chunks.get(StoredArtifact.WEIGHTS);
    return weights == null ? 0 : weights.remaining() / Double.BYTES;
  }
}
