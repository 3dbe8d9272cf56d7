package io.usher.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who did what.
 *
 * @param who a user's name, {@code token <name>}, or {@code cli} for the hub's own machine
 * @param via console, api, token or cli
 * @param action such as delivery.redeliver
 * @param subject on what, such as an id
 */
public record AuditEntry(
    String id,
    Instant at,
    String who,
    String via,
    String address,
    String action,
    @Nullable String subject,
    @Nullable String customer,
    Outcome outcome,
    @Nullable String detail) {

  /** How it ended. */
  public enum Outcome {
    /** Written before the action; stays only where the hub was killed within it. */
    BEGUN,
    DONE,
    /** The hub said no. */
    REFUSED,
    /** Something went wrong in the hub. */
    FAILED
  }
}
