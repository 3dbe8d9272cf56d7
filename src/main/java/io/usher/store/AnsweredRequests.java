package io.usher.store;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a day how requests with an Idempotency-Key were answered, so that one that is sent
 * again is not done again. Safe for all threads, and for all hubs of a database.
 */
public final class AnsweredRequests {

  private static final Duration KEPT = Duration.ofDays(1);

  /** A hub that died while it answered; the request may be made anew. */
  private static final Duration GIVEN_UP = Duration.ofMinutes(10);

  private final GroupCommit writer;
  private final Clock clock;

  AnsweredRequests(GroupCommit writer, Clock clock) {
    this.writer = writer;
    this.clock = clock;
  }

  /**
   * A request that came before.
   *
   * @param request what it asked for
   * @param status how it was answered; null while it still is
   * @param body what was answered; null when it was erased meanwhile
   */
  public record Answered(String request, @Nullable Integer status, @Nullable String body) {}

  /**
   * Notes that a request is being answered.
   *
   * @return what is known of the one that came first; empty for the first
   */
  public CompletableFuture<Optional<Answered>> begin(String user, String key, String request) {
    return writer.write(
        sql -> {
          long now = clock.millis();
          sql.update("DELETE FROM answered_requests WHERE created_at < ?", now - KEPT.toMillis());
          sql.update(
              "DELETE FROM answered_requests WHERE user_name = ? AND key = ? AND status IS NULL AND created_at < ?",
              user,
              key,
              now - GIVEN_UP.toMillis());
          boolean first =
              sql.update(
                      """
                      INSERT INTO answered_requests (user_name, key, request, created_at) VALUES (?, ?, ?, ?)
                      ON CONFLICT (user_name, key) DO NOTHING""",
                      user,
                      key,
                      request,
                      now)
                  == 1;
          return first
              ? Optional.empty()
              : sql.first(
                  "SELECT request, status, body FROM answered_requests WHERE user_name = ? AND key = ?",
                  row ->
                      new Answered(
                          row.getString(1),
                          row.getObject(2) == null ? null : row.getInt(2),
                          row.getString(3)),
                  user,
                  key);
        });
  }

  public CompletableFuture<Integer> answered(String user, String key, int status, String body) {
    return writer.write(
        sql ->
            sql.update(
                "UPDATE answered_requests SET status = ?, body = ? WHERE user_name = ? AND key = ?",
                status,
                body,
                user,
                key));
  }

  /** It was not done, so it may be asked for again. */
  public CompletableFuture<Integer> forget(String user, String key) {
    return writer.write(
        sql ->
            sql.update("DELETE FROM answered_requests WHERE user_name = ? AND key = ?", user, key));
  }
}
