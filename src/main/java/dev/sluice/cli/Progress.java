package dev.sluice.cli;

import java.io.PrintWriter;
import java.time.Duration;
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

  @Override
  public abstract void close();

  static Progress silent() {
    return new Progress() {
      @Override
      void advance(long done, long total) {}

      @Override
      public void close() {}
    };
  }

  static Progress on(PrintWriter err, String task) {
    // Java cannot tell whether standard error is a terminal; the launcher can.
    return Boolean.getBoolean("sluice.terminal") ? new Bar(task) : new Lines(err, task);
  }

  private static final class Bar extends Progress {
    private final ProgressBar bar;

    Bar(String task) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
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
    public void close() {
      bar.close();
    }
  }

  private static final class Lines extends Progress {
    private final PrintWriter err;
    private final String task;
    private long nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();

    Lines(PrintWriter err, String task) {
      this.err = err;
      this.task = task;
    }

    @Override
    void advance(long done, long total) {
      long now = System.nanoTime();
      if (now - nextLine >= 0) {
        nextLine = now + BETWEEN_LINES.toNanos();
        err.println("sluice: " + task + ": " + done + (total < 0 ? "" : " of " + total));
      }
    }

    @Override
    public void close() {}
  }
}
