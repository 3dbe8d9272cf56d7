package io.usher.connector.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to one mail server that are signed in and have nothing to do: to open one takes
 * longer than to send a mail. They are closed soon after the last mail, before a server tires of
 * them (RFC 5321, 4.5.3.2.7 lets it wait 5 minutes; many wait less). Safe for all threads.
 */
final class OpenConnections {

  private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);

  private final long longestIdleNanos;
  private final Executor later;
  private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();

  /**
   * @param longestIdleMs milliseconds after which one that is not used is closed
   */
  OpenConnections(long longestIdleMs) {
    this.longestIdleNanos = TimeUnit.MILLISECONDS.toNanos(longestIdleMs);
    this.later =
        CompletableFuture.delayedExecutor(
            longestIdleMs + longestIdleMs / 10, TimeUnit.MILLISECONDS);
  }

  private record Idle(Transport connection, int sent, long since) {}

  /**
   * One that the server still answers on.
   *
   * @param sent mails so far
   */
  record Open(Transport connection, int sent) {}

  /** Null when there is none. */
  @Nullable Open take() {
    for (Idle last = idle.pollLast(); last != null; last = idle.pollLast()) {
      if (isFresh(last) && last.connection.isConnected()) {
        return new Open(last.connection, last.sent);
      }
      close(last.connection);
    }
    return null;
  }

  void giveBack(Transport connection, int sent) {
    idle.addLast(new Idle(connection, sent, System.nanoTime()));
    later.execute(this::closeOld);
  }

  private void closeOld() {
    for (Idle first = idle.pollFirst(); first != null; first = idle.pollFirst()) {
      if (isFresh(first)) {
        idle.addFirst(first);
        return;
      }
      close(first.connection);
    }
  }

  private boolean isFresh(Idle each) {
    return System.nanoTime() - each.since < longestIdleNanos;
  }

  /** How a server takes its leave is nobody's concern. */
  static void close(Transport connection) {
    try {
      connection.close();
    } catch (MessagingException e) {
      LOG.debug("A mail server did not take its leave: {}", e.toString());
    }
  }
}
