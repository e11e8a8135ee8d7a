package dev.sluice.lmdb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code meta:artifactManifest}: what a build wrote, so that what is missing or damaged later can
 * be told.
 *
 * @param keys every key of the main database
 * @param createdAt ISO 8601
 * @param artifacts what each artifact's database holds
 * @param counts rows by the names of the tables they would be in
 */
record StoreManifest(
    List<String> keys, String createdAt, Map<String, Content> artifacts, Map<String, Long> counts) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * The content of one database.
   *
   * @param checksum see {@link RecordSum}
   */
  record Content(long records, String checksum) {}

  String json() {
    ObjectNode root = MAPPER.createObjectNode();
    keys.forEach(root.putArray("keys")::add);
    root.put("createdAt", createdAt);
    ObjectNode contents = root.putObject("artifacts");
    artifacts.forEach(
        (id, content) ->
            contents
                .putObject(id)
                .put("records", content.records())
                .put("checksum", content.checksum()));
    ObjectNode rows = root.putObject("counts");
    counts.forEach(rows::put);
    return MAPPER.writeValueAsString(root);
  }

  /** The manifest that a text holds; empty if it is none. */
  static Optional<StoreManifest> parse(String json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      var keys = new ArrayList<String>();
      root.path("keys").forEach(key -> keys.add(key.asString("")));
      var artifacts = new LinkedHashMap<String, Content>();
      for (var entry : root.path("artifacts").properties()) {
        JsonNode content = entry.getValue();
        artifacts.put(
            entry.getKey(),
            new Content(content.path("records").asLong(-1), content.path("checksum").asString("")));
      }
      var counts = new LinkedHashMap<String, Long>();
      for (var entry : root.path("counts").properties()) {
        counts.put(entry.getKey(), entry.getValue().asLong(-1));
      }
      boolean whole = root.isObject() && !keys.isEmpty() && !artifacts.isEmpty();
      return whole
          ? Optional.of(
              new StoreManifest(keys, root.path("createdAt").asString(""), artifacts, counts))
          : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
