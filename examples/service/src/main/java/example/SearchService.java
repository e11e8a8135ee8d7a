package example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.ChunkSummary;
import dev.sluice.core.ErrorCode;
import dev.sluice.core.Mode;
import dev.sluice.core.SluiceException;
import dev.sluice.metrics.SluiceMetrics;
import dev.sluice.retrieval.Hit;
import dev.sluice.retrieval.SearchOptions;
import dev.sluice.retrieval.backend.Index;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers searches of one index root over HTTP: {@code /search?q=WORDS}, {@code /health} and {@code
 * /metrics}, on this machine alone.
 */
public final class SearchService implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int SECONDS_TO_FINISH = 5;

  private final JsonMapper json = new JsonMapper();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final SluiceMetrics metrics = new SluiceMetrics();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Index index;
  private final HttpServer server;

  /**
   * @param port 0 for any that is free
   */
  public SearchService(Path root, int port) throws IOException {
    metrics.bindTo(registry);
    index = Index.open(root);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
    server.createContext("/search", answering(this::search));
    server.createContext("/health", answering(this::health));
    server.createContext("/metrics", answering(exchange -> meters()));
    server.start();
  }

  public static void main(String[] arguments) throws IOException {
    int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8080;
    var service = new SearchService(Path.of(arguments.length > 0 ? arguments[0] : ".sluice"), port);
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    System.out.println("listening on port " + service.port());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** A hit as it is sent. */
  record Found(String file, Integer startLine, Integer endLine, String name, double score) {
    static Found of(Hit hit) {
      ChunkSummary chunk = hit.summary();
      return new Found(chunk.file(), chunk.startLine(), chunk.endLine(), chunk.name(), hit.score());
    }
  }

  private Object search(HttpExchange exchange) {
    return index.search(Mode.CODE, parameter(exchange, "q"), SearchOptions.DEFAULT).hits().stream()
        .map(Found::of)
        .toList();
  }

  /** Ready as long as some store can answer; the refusal tells why none can. */
  private Object health(HttpExchange exchange) {
    var selection = index.selection(Mode.CODE);
    return Map.of("backend", selection.selected().id(), "reason", selection.reason());
  }

  private Object meters() {
    var values = new TreeMap<String, Double>();
    for (Meter meter : registry.getMeters()) {
      Meter.Id id = meter.getId();
      String tags = id.getTags().stream().map(Tag::getValue).collect(Collectors.joining(","));
      for (Measurement each : meter.measure()) {
        values.put(id.getName() + "{" + tags + "}." + each.getStatistic(), each.getValue());
      }
    }
    return values;
  }

  private interface Answer {
    Object to(HttpExchange exchange);
  }

  private HttpHandler answering(Answer answer) {
    return exchange -> {
      try (exchange) {
        try {
          send(exchange, 200, answer.to(exchange));
        } catch (SluiceException e) {
          int status = e.code() == ErrorCode.USAGE ? 400 : 503;
          send(exchange, status, Map.of("error", e.getMessage(), "remedy", e.remedy()));
        }
      }
    };
  }

  private void send(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = json.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String parameter(HttpExchange exchange, String name) {
    String query = exchange.getRequestURI().getRawQuery();
    for (String pair : query == null ? List.<String>of() : List.of(query.split("&"))) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  /** Answers what has begun, then lets go of the index. */
  @Override
  public void close() {
    server.stop(SECONDS_TO_FINISH);
    threads.shutdown();
    index.close();
    metrics.close();
  }
}
