package io.usher.webhook;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers a request exactly once: from the route, or with 503 when the route takes too long. Safe
 * for all threads.
 */
final class AnswerOnce {

  private final Response response;
  private final Callback callback;
  private final long dueNanos;
  private final AtomicBoolean answered = new AtomicBoolean();

  /**
   * @param dueNanos when it is answered in any case, by {@link System#nanoTime}
   */
  AnswerOnce(Response response, Callback callback, long dueNanos) {
    this.response = response;
    this.callback = callback;
    this.dueNanos = dueNanos;
  }

  void answer(Answer answer) {
    if (answered.compareAndSet(false, true)) {
      answer.write(response, callback);
    }
  }

  /** Does nothing before its time. */
  void answerIfLate(long nowNanos) {
    if (nowNanos - dueNanos > 0) {
      answer(
          Answer.notNow(
              "store-slow", "The hub could not store this event in time. Send it again later."));
    }
  }
}
