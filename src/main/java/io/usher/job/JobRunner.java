package io.usher.job;

import io.usher.store.ClaimedJob;
import io.usher.store.JobBatches;
import io.usher.store.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through jobs on one thread, a batch at a time, the one that has waited longest first. When
 * no batch is due it sleeps until one is, or until a job is made or resumed.
 */
final class JobRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

  /** Jobs that another process made or left are seen within this time. */
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(5);

  /** Another process was faster; its commit is seen in a moment. */
  private static final Duration AFTER_A_MISS = Duration.ofMillis(100);

  private static final Duration MOST_FOR_THE_LAST_BATCH = Duration.ofSeconds(10);

  private final JobStore jobs;
  private final JobBatches batches;
  private final Clock clock;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "usher-jobs");
  private volatile boolean running = true;

  JobRunner(JobStore jobs, JobBatches batches, Clock clock) {
    this.jobs = jobs;
    this.batches = batches;
    this.clock = clock;
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  void wake() {
    wanted.release();
  }

  private void run() {
    Duration wait = Duration.ZERO;
    try {
      while (running) {
        if (wanted.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
          wanted.drainPermits();
        }
        wait = running ? goOn() : Duration.ZERO;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One batch, if one is due; returns how long nothing is to be done. */
  private Duration goOn() {
    try {
      Duration wait = untilNext();
      if (!wait.isZero()) {
        return wait;
      }
      Optional<ClaimedJob> claimed = jobs.claim().join();
      claimed.ifPresent(this::work);
      return claimed.isPresent() ? untilNext() : AFTER_A_MISS;
    } catch (RuntimeException e) {
      LOG.warn("Jobs wait {} s: {}", LONGEST_SLEEP.toSeconds(), e.toString());
      return LONGEST_SLEEP;
    }
  }

  private void work(ClaimedJob claimed) {
    try {
      batches.work(claimed).join();
    } catch (RuntimeException e) {
      LOG.warn("A batch of job {} was not written: {}", claimed.job().id(), e.toString());
      jobs.failed(claimed, "Its last batch could not be read or written (" + cause(e) + ").")
          .join();
    }
  }

  private static String cause(Throwable thrown) {
    return Optional.ofNullable(thrown.getCause()).orElse(thrown).getClass().getSimpleName();
  }

  private Duration untilNext() {
    return jobs.nextDue()
        .map(due -> Duration.between(clock.instant(), due))
        .filter(wait -> wait.compareTo(LONGEST_SLEEP) < 0)
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait)
        .orElse(LONGEST_SLEEP);
  }

  /** The batch under way is finished first; the job goes on at the next start. */
  @Override
  public void close() throws InterruptedException {
    running = false;
    wake();
    thread.join(MOST_FOR_THE_LAST_BATCH.toMillis());
  }
}
