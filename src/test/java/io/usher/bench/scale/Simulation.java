package io.usher.bench.scale;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Hubs and databases as queues, event by event: webhooks come at random moments, each step waits
 * for a core and takes its measured time, writes that wait go into the next commit of a free
 * writer. Unlike the {@link Model} it knows waiting. Time is in milliseconds.
 */
final class Simulation {

  private static final int MOST_IN_A_GROUP = 1024;

  private final Constants constants;
  private final int deliveries;
  private final Random random;
  private final PriorityQueue<Due> agenda = new PriorityQueue<>();
  private final List<Cores> hubCores = new ArrayList<>();
  private final List<Cores> databaseCores = new ArrayList<>();
  private final List<Writers> writers = new ArrayList<>();
  private final List<Double> acks = new ArrayList<>();
  private double now;
  private long order;
  private long finished;
  private double lastFinished;

  /**
   * @param hubs each works for one database, in turns
   */
  Simulation(Constants constants, int hubs, int databases, int deliveries, long seed) {
    this.constants = constants;
    this.deliveries = deliveries;
    this.random = new Random(seed);
    for (int i = 0; i < databases; i++) {
      databaseCores.add(new Cores(constants.baseCores()));
    }
    for (int i = 0; i < hubs; i++) {
      hubCores.add(new Cores(constants.cores()));
      writers.add(new Writers(databaseCores.get(i % databases)));
    }
  }

  /**
   * @param ackP99 milliseconds
   * @param throughput events a second that were delivered everywhere, to the last one's end
   * @param backlog how many were not when the last webhook came
   */
  record Result(double ackP99, double throughput, long backlog) {}

  /** So many events at this rate, until all are delivered. */
  Result run(double perSecond, int events) {
    double at = 0;
    for (int i = 0; i < events; i++) {
      at += -Math.log(1 - random.nextDouble()) * 1000 / perSecond;
      int hub = i % hubCores.size();
      double came = at;
      after(at, () -> arrive(hub, came));
    }
    double lastCame = at;
    long[] doneByThen = {-1};
    while (!agenda.isEmpty()) {
      Due due = agenda.poll();
      if (due.at > lastCame && doneByThen[0] < 0) {
        doneByThen[0] = finished;
      }
      now = due.at;
      due.what.run();
    }
    Collections.sort(acks);
    return new Result(
        acks.get((int) (acks.size() * 0.99)),
        events * 1000.0 / lastFinished,
        events - Math.max(0, doneByThen[0]));
  }

  private void arrive(int hub, double came) {
    hubCores
        .get(hub)
        .use(
            constants.hubAck(),
            true,
            () ->
                writers
                    .get(hub)
                    .write(
                        constants.baseAck(),
                        () -> {
                          acks.add(now - came);
                          route(hub);
                        }));
  }

  private void route(int hub) {
    hubCores
        .get(hub)
        .use(
            constants.hubRoute(),
            false,
            () -> writers.get(hub).write(constants.baseRoute(), () -> deliver(hub, deliveries)));
  }

  private void deliver(int hub, int left) {
    int[] open = {left};
    for (int i = 0; i < left; i++) {
      hubCores
          .get(hub)
          .use(
              constants.hubDelivery(),
              false,
              () ->
                  writers
                      .get(hub)
                      .write(
                          constants.baseDelivery(),
                          () -> {
                            open[0]--;
                            if (open[0] == 0) {
                              finished++;
                              lastFinished = now;
                            }
                          }));
    }
  }

  private void after(double at, Runnable what) {
    agenda.add(new Due(at, order++, what));
  }

  private record Due(double at, long order, Runnable what) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Double.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private record Job(double millis, Runnable then) {}

  /** A machine's cores; what a sender waits for goes first. */
  private final class Cores {

    private final Deque<Job> urgent = new ArrayDeque<>();
    private final Deque<Job> others = new ArrayDeque<>();
    private int free;

    Cores(int cores) {
      free = cores;
    }

    void use(double millis, boolean isUrgent, Runnable then) {
      (isUrgent ? urgent : others).add(new Job(millis, then));
      next();
    }

    private void next() {
      while (free > 0 && !(urgent.isEmpty() && others.isEmpty())) {
        Job job = urgent.isEmpty() ? others.poll() : urgent.poll();
        free--;
        after(
            now + job.millis,
            () -> {
              free++;
              job.then.run();
              next();
            });
      }
    }
  }

  /** A hub's writers: each takes all that wait, has the database work on them, and commits. */
  private final class Writers {

    private final Cores database;
    private final Deque<Job> waiting = new ArrayDeque<>();
    private int free = constants.writers();

    Writers(Cores database) {
      this.database = database;
    }

    void write(double millis, Runnable then) {
      waiting.add(new Job(millis, then));
      next();
    }

    private void next() {
      if (free == 0 || waiting.isEmpty()) {
        return;
      }
      free--;
      List<Job> group = new ArrayList<>();
      double millis = 0;
      while (!waiting.isEmpty() && group.size() < MOST_IN_A_GROUP) {
        Job job = waiting.poll();
        group.add(job);
        millis += job.millis;
      }
      database.use(
          millis,
          true,
          () ->
              after(
                  now + constants.commit(),
                  () -> {
                    free++;
                    group.forEach(job -> job.then.run());
                    next();
                  }));
    }
  }
}
