package io.usher.alarm;

import io.usher.store.AlarmNotice;
import io.usher.store.AlarmRow;
import io.usher.store.AlarmStore;
import io.usher.store.Ids;
import io.usher.store.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What people see of alarms, and the test of whether they would be told. */
@Component
public class Alarms {

  private final AlarmStore store;
  private final Recipients recipients;
  private final NoticeSender sender;
  private final ConsoleAddress console;
  private final Clock clock;

  Alarms(
      AlarmStore store,
      Recipients recipients,
      NoticeSender sender,
      ConsoleAddress console,
      Clock clock) {
    this.store = store;
    this.recipients = recipients;
    this.sender = sender;
    this.console = console;
    this.clock = clock;
  }

  /**
   * Newest first.
   *
   * @param open only those that are or are not; null for both
   */
  public Page<AlarmRow> list(
      @Nullable String customer, @Nullable Boolean open, int limit, @Nullable String cursor) {
    return store.list(customer, open, limit, cursor);
  }

  public List<AlarmRow> open() {
    return store.open();
  }

  /**
   * Whether a test reached somebody.
   *
   * @param customer whose recipients; null for the hub's own
   * @param error why not; null when it was taken
   */
  public record TestResult(@Nullable String customer, Channel channel, @Nullable String error) {}

  /** Sends a test to every recipient at once and waits for each; some seconds at most. */
  public List<TestResult> test(String who) {
    Instant now = clock.instant();
    AlarmRow alarm =
        new AlarmRow(
            Ids.next(),
            "test",
            "TEST",
            null,
            "test",
            "This is a test that " + who + " asked for. Alarms reach you here.",
            "Nothing.",
            "/",
            1,
            1,
            now,
            null,
            now,
            null);
    AlarmNews news = new AlarmNews(AlarmNews.Kind.TEST, alarm);
    return recipients.all().stream().map(group -> tested(group, news, now)).toList();
  }

  private TestResult tested(Recipients.Group group, AlarmNews news, Instant now) {
    AlarmNotice notice =
        Letter.of(List.of(news), group.channel(), group.customer(), console.url(), now);
    return new TestResult(group.customer(), group.channel(), sender.sendNow(notice).orElse(null));
  }
}
