package io.usher.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as it stands.
 *
 * @param cause what makes two alarms the same, such as {@code breaker demo/salesforce}; one open
 *     alarm each
 * @param customer whom it concerns; null for the hub as a whole
 * @param what one sentence, without anything from a payload
 * @param advice what to do, a sentence
 * @param link the console's page for it, a path
 * @param amount how many, where more of them are worth another notice
 * @param toldAmount what the last notice said
 * @param clearedAt since when the cause is gone; null while it lasts
 * @param toldAt when the last notice was made; null before the first
 * @param closedAt when it ended for good; null while it is open
 */
public record AlarmRow(
    String id,
    String cause,
    String kind,
    @Nullable String customer,
    String subject,
    String what,
    String advice,
    String link,
    long amount,
    long toldAmount,
    Instant raisedAt,
    @Nullable Instant clearedAt,
    @Nullable Instant toldAt,
    @Nullable Instant closedAt) {

  /** The cause is there (again), and described like this now. */
  public AlarmRow lasting(String nowWhat, String nowAdvice, long nowAmount) {
    return new AlarmRow(
        id,
        cause,
        kind,
        customer,
        subject,
        nowWhat,
        nowAdvice,
        link,
        nowAmount,
        Math.min(toldAmount, nowAmount),
        raisedAt,
        null,
        toldAt,
        null);
  }

  public AlarmRow told(Instant now) {
    return new AlarmRow(
        id, cause, kind, customer, subject, what, advice, link, amount, amount, raisedAt, clearedAt,
        now, closedAt);
  }

  public AlarmRow cleared(Instant now) {
    return clearedAt != null ? this : ending(now, null);
  }

  public AlarmRow closed(Instant now) {
    return ending(clearedAt == null ? now : clearedAt, now);
  }

  private AlarmRow ending(Instant cleared, @Nullable Instant closed) {
    return new AlarmRow(
        id,
        cause,
        kind,
        customer,
        subject,
        what,
        advice,
        link,
        amount,
        toldAmount,
        raisedAt,
        cleared,
        toldAt,
        closed);
  }
}
