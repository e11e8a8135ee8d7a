package dev.sluice.metrics;

import dev.sluice.core.Mode;
import dev.sluice.core.Observer;
import dev.sluice.core.Observers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts and times what Sluice does in this process. docs/observability.md lists the meters. One
 * registry at a time; a composite one for several.
 */
public final class SluiceMetrics implements MeterBinder, AutoCloseable {
  private Meters meters;

  /**
   * Begins to count.
   *
   * @throws IllegalStateException if this process is observed already
   */
  @Override
  public synchronized void bindTo(MeterRegistry registry) {
    var bound = new Meters(registry);
    Observers.install(bound);
    meters = bound;
  }

  /** Ends counting; the meters stay in their registry. */
  @Override
  public synchronized void close() {
    if (meters != null) {
      Observers.remove(meters);
      meters = null;
    }
  }

  /** A query's meters are looked up by its name alone: the registry would build a key each time. */
  private static final class Meters implements Observer {
    private final MeterRegistry registry;
    private final Map<String, Query> queries = new ConcurrentHashMap<>();
    private final Counter reused;
    private final Counter prepared;

    private record Query(Timer time, Counter rows) {}

    Meters(MeterRegistry registry) {
      this.registry = registry;
      this.reused = statements("reused");
      this.prepared = statements("prepared");
    }

    private Counter statements(String how) {
      return Counter.builder("sluice.statements")
          .description("SQL statements, prepared for the use or reused")
          .tag("how", how)
          .register(registry);
    }

    private Query query(String method) {
      return new Query(
          Timer.builder("sluice.queries")
              .description("Calls of DAO methods")
              .tag("method", method)
              .register(registry),
          Counter.builder("sluice.rows")
              .description("Rows read by DAO methods")
              .tag("method", method)
              .register(registry));
    }

    private void count(String name, String description, String... tags) {
      Counter.builder(name).description(description).tags(tags).register(registry).increment();
    }

    @Override
    public void queried(String method, long nanos, long rows) {
      Query query = queries.computeIfAbsent(method, this::query);
      query.time().record(nanos, TimeUnit.NANOSECONDS);
      query.rows().increment((double) rows);
    }

    @Override
    public void statement(boolean again) {
      (again ? reused : prepared).increment();
    }

    @Override
    public void judged(String backend, String verdict) {
      count(
          "sluice.gate.verdicts",
          "Stores judged by the gate",
          "backend",
          backend,
          "verdict",
          verdict);
    }

    @Override
    public void selected(Mode mode, String backend) {
      count("sluice.selections", "Backends chosen", "mode", mode.id(), "backend", backend);
    }

    @Override
    public void fellBack(Mode mode, String from, String to) {
      count("sluice.fallbacks", "What was refused", "mode", mode.id(), "from", from, "to", to);
    }

    @Override
    public String toString() {
      return "SluiceMetrics of " + registry;
    }
  }
}
