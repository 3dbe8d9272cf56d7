package io.usher.trial;

import io.usher.check.RouteCheck;
import io.usher.check.WorkFiles;
import io.usher.settings.FileProblem;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Where a running hub looks at a change before it takes it: the files on disk, or with one file as
 * somebody is writing it. Nothing is saved, nothing is sent. At most two looks at a time, for each
 * builds all routes; others wait.
 */
@Component
public class RouteDesk {

  private static final int AT_A_TIME = 2;
  private static final int PATIENCE_SECONDS = 30;

  private final RunningFiles files;
  private final HubProperties properties;
  private final Semaphore room = new Semaphore(AT_A_TIME, true);

  RouteDesk(RunningFiles files, HubProperties properties) {
    this.files = files;
    this.properties = properties;
  }

  /**
   * A file as somebody is writing it.
   *
   * @param file its name as people know it, such as {@code routes/demo/router.camel.yaml}
   */
  public record Draft(String file, byte[] text) {}

  /** Too many look at routes at this moment. */
  public static final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Busy() {
      super("Others are trying routes; try again in a moment.", null, false, false);
    }
  }

  /**
   * All problems, or with a draft only those of that file.
   *
   * @throws IllegalArgumentException when the draft's name is none of a route, a connector or a
   *     customer
   */
  public List<FileProblem> check(@Nullable Draft draft) {
    WorkFiles now = with(draft);
    return quietly(
        () ->
            new RouteCheck(properties::value)
                .check(now).stream()
                    .filter(problem -> draft == null || problem.file().equals(draft.file()))
                    .toList());
  }

  /**
   * @param only the one destination to tell of; null for all
   * @throws IllegalArgumentException when the draft's name can't be used
   */
  public List<Compared> tryOut(
      String customer, @Nullable Draft draft, List<TrialEvent> events, @Nullable String only) {
    WorkFiles now = with(draft);
    return quietly(
        () -> new RouteTrial(properties::value).run(now, files.running(), customer, events, only));
  }

  /**
   * @throws IllegalArgumentException when the draft's name can't be used
   */
  public List<TestResult> test(String customer, @Nullable Draft draft) {
    WorkFiles now = with(draft);
    return quietly(() -> new RouteTests(properties::value).run(now, customer));
  }

  /** Whether there is such a customer on disk. */
  public boolean knows(String customer) {
    return files.onDisk().customerIds().contains(customer);
  }

  private WorkFiles with(@Nullable Draft draft) {
    WorkFiles now = files.onDisk();
    if (draft == null) {
      return now;
    }
    boolean inside =
        draft.file().startsWith(now.routes() + "/")
            || draft.file().startsWith(now.customers() + "/");
    if (!inside || draft.file().contains("..") || draft.file().contains("\\")) {
      throw new IllegalArgumentException(
          "The file must be in "
              + now.routes()
              + "/ or "
              + now.customers()
              + "/, such as "
              + now.routes()
              + "/demo/router.camel.yaml.");
    }
    return now.with(draft.file(), draft.text());
  }

  private <T> T quietly(Supplier<T> look) {
    try {
      if (!room.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new Busy();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Busy();
    }
    try {
      return look.get();
    } finally {
      room.release();
    }
  }
}
