package dev.sluice.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a task is: a bar on a terminal, a line now and then otherwise. */
abstract class Progress implements AutoCloseable {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
  private static final int UPDATE_MILLIS = 200;

  /**
   * Something was done.
   *
   * @param total how much there is to do; below 0 if that is not known
   */
  abstract void advance(long done, long total);

  /** Something was done in a phase, which begins when its name is first told. */
  abstract void advance(String phase, long done, long total);

  @Override
  public abstract void close();

  static Progress silent() {
    return new Progress() {
      @Override
      void advance(long done, long total) {}

      @Override
      void advance(String phase, long done, long total) {}

      @Override
      public void close() {}
    };
  }

  static Progress on(PrintWriter err, String task) {
    return Terminal.isError() ? new Bar(task) : new Lines(err, task, BETWEEN_LINES);
  }

  private static final class Bar extends Progress {
    private final ProgressBar bar;

    Bar(String task) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .showSpeed()
              .clearDisplayOnFinish()
              .build();
    }

    @Override
    void advance(long done, long total) {
      if (bar.getMax() != total) {
        bar.maxHint(total);
      }
      bar.stepTo(done);
    }

    @Override
    void advance(String phase, long done, long total) {
      bar.setExtraMessage(" " + phase);
      advance(done, total);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /**
   * Lines by a thread of their own, so that there is one even while a task has nothing to tell; the
   * thread ends with {@link #close}.
   */
  static final class Lines extends Progress {
    private final PrintWriter err;
    private final String task;
    private final Thread heartbeat;
    private State state = new State("", 0, -1, System.nanoTime());

    /** How far it is. */
    record State(String phase, long done, long total, long phaseStarted) {
      /** For people, with rate and remaining time as far as they are known. */
      String describe(long now) {
        double seconds = Math.max(1, now - phaseStarted) / 1e9;
        var text = new StringBuilder(phase);
        if (done <= 0) {
          return text.append(format(text, "for %,.0f s", seconds)).toString();
        }
        text.append(format(text, "%,d", done));
        text.append(total < done ? "" : String.format(Locale.ROOT, " of %,d", total));
        text.append(String.format(Locale.ROOT, ", %,.0f/s", done / seconds));
        if (total >= done) {
          double left = (total - done) * seconds / done;
          text.append(String.format(Locale.ROOT, ", %,.0f s left", Math.ceil(left)));
        }
        return text.toString();
      }

      private static String format(StringBuilder before, String pattern, Object value) {
        return (before.length() == 0 ? "" : " ") + String.format(Locale.ROOT, pattern, value);
      }
    }

    Lines(PrintWriter err, String task, Duration between) {
      this.err = err;
      this.task = task;
      heartbeat = new Thread(() -> beat(between), "sluice progress");
      heartbeat.setDaemon(true);
      heartbeat.start();
    }

    private void beat(Duration between) {
      try {
        while (true) {
          Thread.sleep(between.toMillis());
          err.println("sluice: " + task + ": " + state().describe(System.nanoTime()));
        }
      } catch (InterruptedException e) {
        // The task is done.
      }
    }

    private synchronized State state() {
      return state;
    }

    @Override
    synchronized void advance(long done, long total) {
      state = new State(state.phase, done, total, state.phaseStarted);
    }

    @Override
    synchronized void advance(String phase, long done, long total) {
      boolean begins = !phase.equals(state.phase);
      state = new State(phase, done, total, begins ? System.nanoTime() : state.phaseStarted);
    }

    @Override
    public void close() {
      heartbeat.interrupt();
      try {
        heartbeat.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
