package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service over an index of two chunks, as its artifacts are written by any producer. */
class SearchServiceTest {
  @TempDir Path root;

  private SearchService service;

  @Test
  void anIndexIsSearchedAndCounted() throws Exception {
    Path artifacts = Files.createDirectories(root.resolve("index-code"));
    Files.writeString(
        artifacts.resolve("chunk_meta.json"),
        "[{\"id\": 0, \"start\": 0, \"end\": 9, \"startLine\": 1, \"endLine\": 2,"
            + " \"file\": \"A.java\", \"name\": \"open\", \"tokens\": [\"open\", \"file\"]},"
            + " {\"id\": 1, \"start\": 0, \"end\": 9, \"startLine\": 3, \"endLine\": 4,"
            + " \"file\": \"B.java\", \"name\": \"close\", \"tokens\": [\"close\", \"file\"]}]");
    Files.writeString(
        artifacts.resolve("token_postings.json"),
        "{\"vocab\": [\"open\", \"file\", \"close\"],"
            + " \"postings\": [[[0, 1]], [[0, 1], [1, 1]], [[1, 1]]],"
            + " \"docLengths\": [2, 2], \"avgDocLen\": 2, \"totalDocs\": 2}");
    try (var opened = new SearchService(root, 0)) {
      service = opened;
      HttpResponse<String> found = get("/search?q=open");
      assertEquals(200, found.statusCode());
      assertTrue(found.body().startsWith("[{\"file\":\"A.java\",\"startLine\":1"), found.body());
      assertTrue(get("/health").body().contains("\"backend\":\"memory\""));
      assertTrue(get("/metrics").body().contains("sluice.selections{memory,code}.COUNT"));
      assertEquals(400, get("/search?q=").statusCode());
    }
  }

  @Test
  void withoutAnIndexTheServiceSaysWhatToDo() throws Exception {
    try (var opened = new SearchService(root, 0)) {
      service = opened;
      HttpResponse<String> refused = get("/health");
      assertEquals(503, refused.statusCode());
      assertTrue(refused.body().contains("sluice index SOURCE_DIR"), refused.body());
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var uri = URI.create("http://localhost:" + service.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
