package dev.sluice.artifact;

import dev.sluice.core.InvalidArtifactException;
import dev.sluice.core.Mode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * {@code index_state.json} as it was when read: how far the stores of one mode are. Other programs
 * write it too, so everything an update does not mean to change stays as it is.
 */
public final class IndexState {
  private static final String LAST_WRITES = "lastWrites";

  /** Whether there is a state to go by. */
  public enum Status {
    PRESENT,
    MISSING,
    /** There is a file, but it is not a JSON object. */
    UNREADABLE
  }

  /**
   * The section of one store. What is anything but JSON's true is false.
   *
   * @param enabled whether the index is meant to have this store
   * @param ready whether the store holds what the artifacts hold
   * @param pending whether a build of it was begun and not finished
   * @param schemaVersion null if not said
   */
  public record StoreState(
      boolean enabled, boolean ready, boolean pending, Integer schemaVersion) {}

  private final Status status;
  private final JsonTree root;
  private final InvalidArtifactException problem;

  private IndexState(Status status, JsonTree root, InvalidArtifactException problem) {
    this.status = status;
    this.root = root;
    this.problem = problem;
  }

  /**
   * The state as it is now, whether or not there is one.
   *
   * @param folder {@code index-<mode>}
   */
  public static IndexState read(Path folder) {
    Optional<Path> file = StoredFile.find(fileIn(folder));
    if (file.isEmpty()) {
      return new IndexState(Status.MISSING, nothing(), null);
    }
    try {
      JsonTree tree = JsonTree.read(file.get());
      if (tree.isObject()) {
        return new IndexState(Status.PRESENT, tree, null);
      }
      throw new InvalidArtifactException(file.get(), "", "is not a JSON object");
    } catch (InvalidArtifactException e) {
      return new IndexState(Status.UNREADABLE, nothing(), e);
    }
  }

  private static JsonTree nothing() {
    return new JsonTree(new LinkedHashMap<String, Object>());
  }

  /** Its place in an artifact folder. */
  public static Path fileIn(Path folder) {
    return folder.resolve(Artifact.INDEX_STATE.fileName());
  }

  public Status status() {
    return status;
  }

  /** Why the state is {@link Status#UNREADABLE}; empty otherwise. */
  public Optional<InvalidArtifactException> problem() {
    return Optional.ofNullable(problem);
  }

  /**
   * What is said of a store.
   *
   * @param name {@code sqlite}, {@code lmdb} or {@code embeddings}
   */
  public Optional<StoreState> store(String name) {
    JsonTree section = root.get(name);
    if (!section.isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        new StoreState(
            section.get("enabled").isTrue(),
            section.get("ready").isTrue(),
            section.get("pending").isTrue(),
            section.get("schemaVersion").value() instanceof Integer version ? version : null));
  }

  /** The mode it says it is of; empty if it does not say. */
  public Optional<String> mode() {
    return root.get("mode").text();
  }

  /** When the artifacts were made; empty if it does not say. */
  public Optional<Instant> generatedAt() {
    return time(root.get("generatedAt"));
  }

  /** When the section of a store was written last; empty if it does not say. */
  public Optional<Instant> updatedAt(String name) {
    return time(root.get(name).get("updatedAt"));
  }

  private static Optional<Instant> time(JsonTree value) {
    try {
      return value.text().map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** All members of a section, as {@link #update} was told them; empty if there is none. */
  public Map<String, Object> section(String name) {
    return root.get(name).members();
  }

  /** What {@link #update} was told of a store's file, for as long as somebody remembers. */
  public Map<String, Object> lastWrite(String name) {
    return root.get(LAST_WRITES).get(name).members();
  }

  /** Writes what other artifacts of the same mode have to keep of a state, if there is any. */
  void keepLastWrites(JsonGenerator json) {
    if (root.get(LAST_WRITES).isObject()) {
      json.writeName(LAST_WRITES);
      JsonText.write(root.get(LAST_WRITES).value(), json);
    }
  }

  /**
   * Changes the section of one store in the file as it is now, in one step, and the entry of the
   * file in the piece manifest. A missing state is made.
   *
   * @param name {@code sqlite} or {@code lmdb}
   * @param extra further members of the section, as {@link JsonText#of} takes them
   * @param lastWrite what the next writer of the store should know of its file, in the same form;
   *     new artifacts do not make it forgotten
   * @throws InvalidArtifactException if the state is unreadable, for it cannot be preserved then
   */
  public static void update(
      Path folder,
      Mode mode,
      String name,
      StoreState state,
      Map<String, ?> extra,
      Map<String, ?> lastWrite,
      Clock clock) {
    IndexState present = read(folder);
    if (present.problem != null) {
      throw present.problem;
    }
    Map<String, Object> root = present.root.members();
    if (present.status == Status.MISSING) {
      root.put("generatedAt", PieceManifest.time(clock.instant()));
      root.put("mode", mode.id());
    }
    String now = PieceManifest.time(clock.instant());
    change(section(root, name), state, extra, now);
    if (!lastWrite.isEmpty()) {
      section(root, LAST_WRITES).put(name, lastWrite);
    }
    root.put("updatedAt", now);
    JsonFile.Written written = JsonFile.replace(fileIn(folder), present.root);
    PieceManifest.refresh(folder, Artifact.INDEX_STATE.fileName(), written, clock);
  }

  /**
   * Removes what a process left that was killed while it told the state. For whoever holds the lock
   * of the root, and may have nothing to tell.
   *
   * @throws dev.sluice.core.BuildFailedException if it cannot be removed
   */
  public static void removeLeftovers(Path folder) {
    JsonFile.removeTemporary(fileIn(folder));
    JsonFile.removeTemporary(PieceManifest.in(folder));
  }

  private static Map<String, Object> section(Map<String, Object> root, String name) {
    var section = new JsonTree(root.get(name)).members();
    root.put(name, section);
    return section;
  }

  private static void change(
      Map<String, Object> section, StoreState state, Map<String, ?> extra, String now) {
    section.put("enabled", state.enabled());
    section.put("ready", state.ready());
    section.put("pending", state.pending());
    if (state.schemaVersion() == null) {
      section.remove("schemaVersion");
    } else {
      section.put("schemaVersion", state.schemaVersion());
    }
    section.put("updatedAt", now);
    section.putAll(extra);
  }
}
