package io.usher.store;

import io.usher.event.DeliveryStatus;
import io.usher.event.EventStatus;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds and erases one person's data. Rows and counts stay, so the balance holds; what goes are
 * texts. Safe for all threads.
 */
public final class PersonStore {

  private static final int EVENTS_A_PAGE = 50;
  private static final String ERASED = "[erased]";
  private static final String NOT_ALL_THERE =
      "Events that were acknowledged are still on their way into the database, and nothing is erased before all are there. Try again in a minute; if it stays so, the hub's log says why.";

  private final DatabaseType type;
  private final @Nullable Spool spool;
  private final EventWords words;
  private final GroupCommit writer;
  private final JdbcClient reader;
  private final Clock clock;

  /**
   * @param spool null where there is none
   */
  PersonStore(
      DatabaseType type,
      @Nullable Spool spool,
      GroupCommit writer,
      JdbcClient reader,
      Clock clock) {
    this.type = type;
    this.spool = spool;
    this.words = EventWords.of(type);
    this.writer = writer;
    this.reader = reader;
    this.clock = clock;
  }

  /**
   * Returns once every event that was acknowledged before is to be found here: one that is still on
   * its way into the database would be passed over.
   *
   * @throws StoreUnavailableException when that takes longer, or can't be done at present
   */
  public void awaitAcknowledged(Duration longest) {
    if (spool == null) {
      return;
    }
    try {
      spool.settled().get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new StoreUnavailableException(NOT_ALL_THERE, e, true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException(NOT_ALL_THERE, e, true);
    }
  }

  /** The next events, oldest first; empty after the last one. Start with an empty id. */
  public List<SearchedEvent> eventsAfter(String id) {
    return reader
        .sql(
            "SELECT id, customer, buyer_email, payload FROM events WHERE id > ? ORDER BY id LIMIT "
                + EVENTS_A_PAGE)
        .param(id)
        .query(
            (row, n) ->
                new SearchedEvent(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    StoredPayload.bytesIn(row, "payload")))
        .list();
  }

  /**
   * Erases from these events, in one commit; what a batch found was found before it. Completes when
   * nothing of them is left in the spool either.
   */
  public CompletableFuture<List<ErasedTexts>> erase(List<EventErasure> batch) {
    long now = clock.millis();
    CompletableFuture<List<ErasedTexts>> erasing =
        writer.write(
            sql -> {
              if (type.overwriteDeleted(true).isPresent()) {
                sql.execute(type.overwriteDeleted(true).get());
              }
              words.hold(sql);
              words.removeThoroughly(sql, true);
              List<ErasedTexts> erased = new ArrayList<>();
              for (EventErasure erasure : batch) {
                erased.add(erase(sql, erasure, now));
                words.refresh(sql, erasure.eventId());
              }
              // What was answered to somebody's change may name the buyer.
              sql.update("UPDATE answered_requests SET body = NULL WHERE body IS NOT NULL");
              words.removeThoroughly(sql, false);
              return erased;
            });
    return spool == null
        ? erasing
        : erasing.thenCompose(texts -> spool.forget().thenApply(forgotten -> texts));
  }

  private static ErasedTexts erase(SqlSession sql, EventErasure erasure, long now)
      throws SQLException {
    String id = erasure.eventId();
    erasePayload(sql, erasure, now);
    int attempts = eraseAttempts(sql, id);
    sql.update(
        "UPDATE deliveries SET last_error = ? WHERE event_id = ? AND last_error IS NOT NULL",
        ERASED,
        id);
    List<String> open = openRows(sql, id).stream().map(CountedDelivery::id).toList();
    if (!erasure.isTheWholeEvent()) {
      return new ErasedTexts(List.of(), inFlight(sql, id), attempts);
    }
    sql.update("UPDATE events SET buyer_name = NULL, buyer_email = NULL WHERE id = ?", id);
    stopRouting(sql, id);
    discard(sql, id, now);
    DeliveryLine.wakeBehindDiscarded(sql, id, now);
    return new ErasedTexts(open, List.of(), attempts);
  }

  private static void erasePayload(SqlSession sql, EventErasure erasure, long now)
      throws SQLException {
    String id = erasure.eventId();
    if (erasure.payload() == null) {
      sql.update("UPDATE events SET payload = NULL WHERE id = ?", id);
    } else {
      sql.update(
          "UPDATE events SET payload = ? WHERE id = ? AND payload IS NOT NULL",
          StoredPayload.of(erasure.payload()).stored(),
          id);
    }
    sql.update(
        """
        UPDATE events SET erased_at = ?,
          status_reason = CASE WHEN status IN ('QUARANTINED', 'DISCARDED') THEN status_reason ELSE NULL END
        WHERE id = ?""",
        now,
        id);
  }

  private static int eraseAttempts(SqlSession sql, String event) throws SQLException {
    return sql.update(
        """
        UPDATE attempts SET response = NULL, cause = NULL,
          error = CASE WHEN error IS NULL THEN NULL ELSE '[erased]' END
        WHERE delivery_id IN (SELECT id FROM deliveries WHERE event_id = ?)
          AND (response IS NOT NULL OR cause IS NOT NULL OR error IS NOT NULL)""",
        event);
  }

  private static List<String> inFlight(SqlSession sql, String event) throws SQLException {
    return sql.list(
        "SELECT id FROM deliveries WHERE event_id = ? AND status = 'IN_FLIGHT' ORDER BY id",
        row -> row.getString(1),
        event);
  }

  private static void stopRouting(SqlSession sql, String event) throws SQLException {
    sql.first(
        """
        UPDATE events SET status = 'UNROUTED', due_at = NULL, lease_token = NULL, fresh = 0,
          status_reason = 'The buyer''s data was erased before it was routed.'
        WHERE id = ? AND status = 'ACCEPTED' RETURNING customer, received_at""",
        row -> {
          sql.counts()
              .event(row.getString(1), row.getLong(2), EventStatus.ACCEPTED, EventStatus.UNROUTED);
          return true;
        },
        event);
  }

  /** On a shared database a row may move on while it is looked at; then it is looked at again. */
  private static void discard(SqlSession sql, String event, long now) throws SQLException {
    List<CountedDelivery> open = openRows(sql, event);
    while (!open.isEmpty()) {
      for (CountedDelivery row : open) {
        row.move(
            sql,
            DeliveryStatus.DISCARDED,
            """
            UPDATE deliveries SET status = 'DISCARDED', due_at = NULL, lease_token = NULL, finished_at = ?, manual = 0,
              last_error = 'The buyer''s data was erased before it was delivered.'""",
            now);
      }
      open = openRows(sql, event);
    }
  }

  private static List<CountedDelivery> openRows(SqlSession sql, String event) throws SQLException {
    return CountedDelivery.where(
        sql, "event_id = ? AND status NOT IN ('DELIVERED', 'DISCARDED', 'DEAD')", event);
  }

  /** The next rows of a place with free text; start without a last one. */
  public List<TextRow> textsAfter(FreeText place, @Nullable TextRow last) {
    return place.page(reader, last);
  }

  public CompletableFuture<Integer> replace(FreeText place, List<TextRow> rows) {
    return writer.write(sql -> place.replace(sql, rows));
  }

  /** Keeps the record of an erasure; it must not hold the address. */
  public CompletableFuture<Integer> keep(Erasure erasure) {
    return writer.write(
        sql -> {
          if (type.overwriteDeleted(false).isPresent()) {
            sql.execute(type.overwriteDeleted(false).get());
          }
          return sql.update(
              """
              INSERT INTO erasures (id, erased_at, erased_by, email_sha256, record) VALUES (?, ?, ?, ?, ?)
              ON CONFLICT (id) DO NOTHING""",
              erasure.id(),
              erasure.erasedAt().toEpochMilli(),
              erasure.erasedBy(),
              erasure.emailSha256(),
              erasure.record());
        });
  }

  /** Newest first. */
  public List<Erasure> erasures() {
    return reader
        .sql("SELECT id, erased_at, erased_by, email_sha256, record FROM erasures ORDER BY id DESC")
        .query(
            (row, n) ->
                new Erasure(
                    row.getString(1),
                    Instant.ofEpochMilli(row.getLong(2)),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5)))
        .list();
  }
}
