package io.usher.webhook;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers an asynchronous request exactly once: from the route, or with 503 when the route takes
 * too long.
 */
final class AnswerOnce implements AsyncListener {

  /** Well above any commit; a sender gives up long before. */
  static final long LONGEST_MS = 30_000;

  private static final Logger LOG = LoggerFactory.getLogger(AnswerOnce.class);

  private final AsyncContext async;
  private final AtomicBoolean answered = new AtomicBoolean();

  AnswerOnce(AsyncContext async) {
    this.async = async;
  }

  void answer(Answer answer) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    try {
      answer.write((HttpServletResponse) async.getResponse());
    } catch (IOException e) {
      LOG.debug("The sender had gone before it was answered: {}", e.toString());
    } finally {
      async.complete();
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    answer(
        Answer.notNow(
            "store-slow", "The hub could not store this event in time. Send it again later."));
  }

  @Override
  public void onError(AsyncEvent event) {
    answered.set(true);
  }

  @Override
  public void onComplete(AsyncEvent event) {
    answered.set(true);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
