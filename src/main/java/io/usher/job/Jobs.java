package io.usher.job;

import io.usher.store.Job;
import io.usher.store.JobKind;
import io.usher.store.JobScan;
import io.usher.store.JobStore;
import io.usher.store.NewJob;
import io.usher.store.Page;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What people do with jobs. Waits until each wish is on disk. Safe for all threads. */
public final class Jobs {

  private static final long MOST_COUNTED = 100_000;
  private static final int SAMPLE = 10;

  private final JobStore store;
  private final JobScan scan;
  private final JobRunner runner;

  Jobs(JobStore store, JobScan scan, JobRunner runner) {
    this.store = store;
    this.scan = scan;
    this.runner = runner;
  }

  /**
   * @throws JobRefused as {@link #create} does
   */
  public Preview preview(NewJob job, boolean all) {
    JobRules.check(job, all);
    long count = scan.count(job.kind(), job.filter(), MOST_COUNTED + 1);
    return new Preview(
        job.kind(),
        Math.min(count, MOST_COUNTED),
        count > MOST_COUNTED,
        job.kind() == JobKind.REDELIVER
            ? scan.deliveries(job.filter(), SAMPLE)
            : scan.events(job.filter(), SAMPLE));
  }

  /**
   * Makes a job and starts it.
   *
   * @param all whether a filter that names nothing is meant
   * @return the job; if its idempotency key made one before, that one, which may ask for something
   *     else
   * @throws JobRefused with a sentence
   */
  public Job create(NewJob job, boolean all) {
    JobRules.check(job, all);
    Job made = store.create(job).join();
    runner.wake();
    return made;
  }

  public Optional<Job> find(String id) {
    return store.find(id);
  }

  public Page<Job> list(@Nullable String status, int limit, @Nullable String cursor) {
    return store.list(status, limit, cursor);
  }

  /** Each of these answers with the job as it is now, which may be in no state for it. */
  public Optional<Job> pause(String id) {
    return moved(id, store::pause);
  }

  public Optional<Job> resume(String id) {
    return moved(id, store::resume);
  }

  public Optional<Job> cancel(String id) {
    return moved(id, store::cancel);
  }

  private Optional<Job> moved(String id, Function<String, CompletableFuture<Optional<Job>>> move) {
    Optional<Job> job = move.apply(id).join();
    runner.wake();
    return job;
  }
}
