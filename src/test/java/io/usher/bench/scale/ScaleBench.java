package io.usher.bench.scale;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * {@code bench/scale}: prints what more hubs and databases bring, by arithmetic and by simulation,
 * and ends with 1 where the two disagree by more than a tenth.
 */
public final class ScaleBench {

  private static final int DELIVERIES = 3;
  private static final int[][] SHAPES = {
    {1, 1, 2},
    {2, 1, 2},
    {1, 1, 4},
    {2, 1, 4},
    {2, 1, 8},
    {4, 1, 8},
    {8, 1, 16},
    {8, 2, 8},
    {16, 4, 8},
    {32, 4, 16}
  };
  private static final double TOLERANCE = 0.1;

  private ScaleBench() {}

  public static void main(String[] args) throws IOException {
    Constants measured = Constants.read(Path.of("bench/constants.properties"));
    System.out.println(
        "| hubs of 2 cores | databases | cores of each | events/s, model | simulated | busy first | ack p99 at half | at 0.9 | at 1.2: behind after 20 s |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    boolean agree = true;
    for (int[] shape : SHAPES) {
      Constants constants = measured.with(shape[2]);
      Model model = new Model(constants, shape[0], shape[1], DELIVERIES);
      double limit = model.limit();
      Simulation.Result over = run(constants, shape, limit * 1.2);
      agree &= Math.abs(over.throughput() / limit - 1) < TOLERANCE;
      System.out.printf(
          Locale.ROOT,
          "| %d | %d | %d | %,.0f | %,.0f | %s | %.1f ms | %.1f ms | %,d events |%n",
          shape[0],
          shape[1],
          shape[2],
          limit,
          over.throughput(),
          model.first(),
          run(constants, shape, limit * 0.5).ackP99(),
          run(constants, shape, limit * 0.9).ackP99(),
          over.backlog());
    }
    if (!agree) {
      System.err.println("Model and simulation disagree.");
      System.exit(1);
    }
  }

  private static Simulation.Result run(Constants constants, int[] shape, double perSecond) {
    return new Simulation(constants, shape[0], shape[1], DELIVERIES, 7)
        .run(perSecond, (int) (perSecond * 20));
  }
}
