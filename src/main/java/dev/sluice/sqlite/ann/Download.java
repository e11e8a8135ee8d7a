package dev.sluice.sqlite.ann;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Fetches a file by HTTPS, or by HTTP where that is allowed; a redirect is held to the same.
 *
 * @param patience with an answer; the file may take ten times as long
 */
record Download(boolean allowHttp, Duration patience, InstallLimits limits) {
  private static final int MAX_REDIRECTS = 5;
  private static final int BODY_FACTOR = 10;

  /** Writes what the URI gives to a file that must not exist. */
  void fetch(URI uri, Path target) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER) // Followed here, where each hop is looked at.
            .connectTimeout(patience)
            .build();
    URI current = uri;
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      requireAllowed(current);
      HttpResponse<InputStream> response = send(client, current);
      try (InputStream body = response.body()) {
        switch (response.statusCode()) {
          case 200 -> {
            save(body, target);
            return;
          }
          case 301, 302, 303, 307, 308 -> current = current.resolve(location(response));
          default -> throw ExtensionInstall.refused(current + " answered " + response.statusCode());
        }
      }
    }
    throw ExtensionInstall.refused(uri + " redirects more than " + MAX_REDIRECTS + " times");
  }

  private void requireAllowed(URI uri) {
    boolean https = "https".equalsIgnoreCase(uri.getScheme());
    boolean http = "http".equalsIgnoreCase(uri.getScheme());
    if (uri.getHost() == null || !(https || (http && allowHttp))) {
      throw ExtensionInstall.refused(
          uri + " is no https URL" + (http ? "; --allow-http takes it all the same" : ""));
    }
  }

  private HttpResponse<InputStream> send(HttpClient client, URI uri) throws IOException {
    try {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(patience).build();
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + uri, e);
    }
  }

  private static String location(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Location")
        .orElseThrow(
            () -> ExtensionInstall.refused(response.uri() + " redirects without saying where"));
  }

  /** The client's timeout ends with the header; a server that stops sending is cut off here. */
  private void save(InputStream body, Path target) throws IOException {
    var cutOff =
        CompletableFuture.runAsync(
            () -> close(body),
            CompletableFuture.delayedExecutor(
                patience.toMillis() * BODY_FACTOR, TimeUnit.MILLISECONDS));
    try {
      Files.copy(InstallLimits.bounded(body, limits.totalBytes(), "what the server sends"), target);
    } finally {
      cutOff.cancel(false);
    }
  }

  private static void close(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
