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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

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
   * The section of one store.
   *
   * @param enabled whether the index is meant to have this store
   * @param ready whether the store holds what the artifacts hold
   * @param pending whether a build of it was begun and not finished
   * @param schemaVersion null if not said
   */
  public record StoreState(
      boolean enabled, boolean ready, boolean pending, Integer schemaVersion) {}

  private final Status status;
  private final ObjectNode root;
  private final InvalidArtifactException problem;

  private IndexState(Status status, ObjectNode root, InvalidArtifactException problem) {
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
      return new IndexState(Status.MISSING, Json.MAPPER.createObjectNode(), null);
    }
    try {
      JsonNode tree = PieceManifest.tree(file.get());
      if (tree instanceof ObjectNode object) {
        return new IndexState(Status.PRESENT, object, null);
      }
      throw new InvalidArtifactException(file.get(), "", "is not a JSON object");
    } catch (InvalidArtifactException e) {
      return new IndexState(Status.UNREADABLE, Json.MAPPER.createObjectNode(), e);
    }
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
    if (!(root.get(name) instanceof ObjectNode section)) {
      return Optional.empty();
    }
    JsonNode version = section.path("schemaVersion");
    return Optional.of(
        new StoreState(
            isTrue(section, "enabled"),
            isTrue(section, "ready"),
            isTrue(section, "pending"),
            version.isInt() ? (Integer) version.intValue() : null));
  }

  /** The mode it says it is of; empty if it does not say. */
  public Optional<String> mode() {
    return Optional.ofNullable(root.path("mode").asString(null));
  }

  /** When the artifacts were made; empty if it does not say. */
  public Optional<Instant> generatedAt() {
    return time(root.path("generatedAt"));
  }

  /** When the section of a store was written last; empty if it does not say. */
  public Optional<Instant> updatedAt(String name) {
    return time(root.path(name).path("updatedAt"));
  }

  private static Optional<Instant> time(JsonNode value) {
    try {
      return Optional.ofNullable(value.asString(null)).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** All members of a section, as {@link #update} was told them; empty if there is none. */
  public Map<String, Object> section(String name) {
    return members(root.get(name));
  }

  /** What {@link #update} was told of a store's file, for as long as somebody remembers. */
  public Map<String, Object> lastWrite(String name) {
    return members(root.path(LAST_WRITES).get(name));
  }

  private static Map<String, Object> members(JsonNode section) {
    Map<String, Object> members = new LinkedHashMap<>();
    if (section instanceof ObjectNode object) {
      object.forEachEntry((name, member) -> members.put(name, plain(member)));
    }
    return members;
  }

  /** As {@link JsonText} takes it; binding by reflection takes longer than all the rest. */
  private static Object plain(JsonNode value) {
    if (value instanceof ObjectNode) {
      return members(value);
    }
    if (value.isNull() || value.isBoolean()) {
      return value.isNull() ? null : (Object) value.booleanValue();
    }
    if (value.isArray()) {
      return value.valueStream().map(IndexState::plain).toList();
    }
    return value.isNumber() ? value.numberValue() : value.asString("");
  }

  /** Writes what other artifacts of the same mode have to keep of a state, if there is any. */
  void keepLastWrites(JsonGenerator json) {
    if (root.get(LAST_WRITES) instanceof ObjectNode writes) {
      json.writeName(LAST_WRITES);
      Json.MAPPER.writeTree(json, writes);
    }
  }

  private static boolean isTrue(ObjectNode section, String name) {
    return section.path(name).asBoolean(false);
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
    ObjectNode root = present.root;
    if (present.status == Status.MISSING) {
      root.put("generatedAt", PieceManifest.time(clock.instant()));
      root.put("mode", mode.id());
    }
    String now = PieceManifest.time(clock.instant());
    change(section(root, name), state, extra, now);
    if (!lastWrite.isEmpty()) {
      section(root, LAST_WRITES).set(name, Json.MAPPER.readTree(JsonText.of(lastWrite)));
    }
    root.put("updatedAt", now);
    JsonFile.Written written = JsonFile.replace(fileIn(folder), root);
    PieceManifest.refresh(folder, Artifact.INDEX_STATE.fileName(), written, clock);
  }

  private static ObjectNode section(ObjectNode root, String name) {
    return root.get(name) instanceof ObjectNode section ? section : root.putObject(name);
  }

  private static void change(
      ObjectNode section, StoreState state, Map<String, ?> extra, String now) {
    section.put("enabled", state.enabled());
    section.put("ready", state.ready());
    section.put("pending", state.pending());
    if (state.schemaVersion() == null) {
      section.remove("schemaVersion");
    } else {
      section.put("schemaVersion", state.schemaVersion());
    }
    section.put("updatedAt", now);
    extra.forEach((member, value) -> section.set(member, Json.MAPPER.readTree(JsonText.of(value))));
  }
}
