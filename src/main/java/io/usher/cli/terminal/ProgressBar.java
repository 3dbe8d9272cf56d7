package io.usher.cli.terminal;

import java.time.Duration;
import picocli.CommandLine.Help.Ansi;

/**
 * How far long work has come, on one line that is written over. Only at a terminal, and beside the
 * output: neither a log nor a script sees any of it. Safe for all threads.
 */
public final class ProgressBar {
  private static final int CELLS = 24;
  private static final long BETWEEN_DRAWINGS = Duration.ofMillis(100).toNanos();

  private final Surroundings surroundings;
  private final boolean shown;
  private long lastDrawn = System.nanoTime() - BETWEEN_DRAWINGS;

  public ProgressBar(Surroundings surroundings) {
    this(surroundings, Ansi.AUTO.enabled());
  }

  ProgressBar(Surroundings surroundings, boolean shown) {
    this.surroundings = surroundings;
    this.shown = shown;
  }

  /**
   * @param words before the bar; may change from one drawing to the next
   * @param total 0 when nobody knows it; then only the number is shown
   */
  public synchronized void show(String words, long done, long total) {
    long now = System.nanoTime();
    boolean last = total > 0 && done >= total;
    if (shown && (last || now - lastDrawn >= BETWEEN_DRAWINGS)) {
      lastDrawn = now;
      surroundings.err().print("\r" + line(words, done, total) + "   ");
      surroundings.err().flush();
    }
  }

  static String line(String words, long done, long total) {
    if (total <= 0) {
      return "%s  %,d".formatted(words, done);
    }
    long all = Math.max(done, total);
    int filled = (int) (CELLS * done / all);
    return "%s  [%s%s] %3d %%  %,d of %,d"
        .formatted(
            words, "#".repeat(filled), "-".repeat(CELLS - filled), 100 * done / all, done, all);
  }

  /** The next output begins on a line of its own. */
  public synchronized void end() {
    if (shown) {
      surroundings.err().println();
    }
  }
}
