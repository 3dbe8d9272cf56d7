package io.usher.audit;

import io.usher.store.AuditEntry;
import io.usher.store.AuditEntry.Outcome;
import io.usher.store.AuditStore;
import java.time.Clock;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The one way into the audit log. Texts must hold no payload, no secret and nothing of a buyer.
 * Safe for all threads.
 */
@Component
public class AuditTrail {

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  /** What strangers can cause by guessing passwords must not fill the disk. */
  private static final int REFUSALS_A_MINUTE = 60;

  private final AuditStore store;
  private final Clock clock;
  private long minute;
  private int refusals;

  AuditTrail(AuditStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * Who acts.
   *
   * @param via console, api, token, cli or hub
   * @param address of the caller; empty where there is none
   */
  public record Actor(String who, String via, String address) {}

  /** What is done to what. */
  public record Deed(String action, @Nullable String subject, @Nullable String customer) {}

  /**
   * Writes down that something is about to be done, and waits until that is on disk: nothing is
   * changed without a trace, whatever happens meanwhile.
   *
   * @return for {@link #end}
   */
  public String begin(Actor actor, Deed deed) {
    String id = store.nextId();
    try {
      store.add(entry(id, actor, deed, Outcome.BEGUN, null)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
    return id;
  }

  /** Says how it ended; doesn't wait. */
  public void end(String id, Outcome outcome, @Nullable String detail) {
    store.end(id, outcome, detail).whenComplete((count, failure) -> warn(id, failure));
  }

  /** For what is known only once it has happened; doesn't wait. */
  public void record(Actor actor, Deed deed, Outcome outcome, @Nullable String detail) {
    String id = store.nextId();
    store
        .add(entry(id, actor, deed, outcome, detail))
        .whenComplete((count, failure) -> warn(id, failure));
  }

  /** For what strangers are refused: the first sixty of a minute; doesn't wait. */
  public void refusedStranger(Actor actor, Deed deed, String why) {
    if (isRoomForRefusal()) {
      record(actor, deed, Outcome.REFUSED, why);
    }
  }

  private synchronized boolean isRoomForRefusal() {
    long now = clock.millis() / 60_000;
    if (now != minute) {
      minute = now;
      refusals = 0;
    }
    refusals++;
    return refusals <= REFUSALS_A_MINUTE;
  }

  private AuditEntry entry(
      String id, Actor actor, Deed deed, Outcome outcome, @Nullable String detail) {
    return new AuditEntry(
        id,
        clock.instant(),
        actor.who(),
        actor.via(),
        actor.address(),
        deed.action(),
        deed.subject(),
        deed.customer(),
        outcome,
        detail);
  }

  private static void warn(String id, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.warn("The entry {} of the audit log was not written: {}", id, failure.toString());
    }
  }
}
