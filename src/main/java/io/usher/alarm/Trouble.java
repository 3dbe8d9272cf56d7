package io.usher.alarm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cause for an alarm, as it is right now. No text may hold anything from a payload: notices go to
 * chat rooms and mailboxes.
 *
 * @param customer whom it concerns; null for the hub as a whole
 * @param subject the destination, source or thing, without the customer
 * @param since when it began; null for now
 * @param what one sentence: what, which, how many
 * @param advice one sentence: what to do
 * @param link the console's page for it, a path that begins with a slash
 * @param amount 1, or how many where more of them are worth another notice
 */
public record Trouble(
    AlarmKind kind,
    @Nullable String customer,
    String subject,
    @Nullable Instant since,
    String what,
    String advice,
    String link,
    long amount) {

  /** The same cause has the same words, whatever happens meanwhile. */
  public String cause() {
    return kind.word() + " " + (customer == null ? "" : customer + "/") + subject;
  }
}
