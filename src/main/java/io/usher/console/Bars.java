package io.usher.console;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A chart, as the numbers that its picture and its table are made of.
 *
 * @param what is counted, such as events
 * @param of what a bar's height is, such as events an hour
 * @param dead whether a part of each bar tells of dead deliveries
 * @param bars in the order of time
 */
public record Bars(String title, String what, String of, boolean dead, List<Bar> bars) {

  static final int WIDTH = 640;
  static final int HEIGHT = 150;
  private static final int FLOOR = HEIGHT - 20;
  private static final int CEILING = 14;

  /**
   * @param label below the bar; empty for most, so that they don't touch
   */
  public record Bar(String name, String label, long count, long dead) {}

  /** A bar where it is drawn. */
  public record Drawn(Bar bar, double x, double y, double width, double height, double deadHeight) {

    public double deadY() {
      return FLOOR - deadHeight;
    }
  }

  public long top() {
    return Math.max(1, bars.stream().mapToLong(Bar::count).max().orElse(1));
  }

  public long total() {
    return bars.stream().mapToLong(Bar::count).sum();
  }

  public boolean isAnyDead() {
    return dead && bars.stream().anyMatch(bar -> bar.dead() > 0);
  }

  public int floor() {
    return FLOOR;
  }

  public List<Drawn> drawn() {
    double step = (double) WIDTH / Math.max(1, bars.size());
    double scale = (double) (FLOOR - CEILING) / top();
    return IntStream.range(0, bars.size())
        .mapToObj(i -> draw(bars.get(i), i * step, step * .76, scale))
        .toList();
  }

  private static Drawn draw(Bar bar, double x, double width, double scale) {
    double height = bar.count() == 0 ? 0 : Math.max(1.5, bar.count() * scale);
    double dead = bar.dead() == 0 ? 0 : Math.max(2.5, Math.min(bar.dead(), bar.count()) * scale);
    return new Drawn(bar, x, FLOOR - height, width, height, dead);
  }
}
