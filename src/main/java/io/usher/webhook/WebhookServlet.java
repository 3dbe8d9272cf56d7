package io.usher.webhook;

import io.usher.customer.Customers;
import io.usher.customer.Source;
import io.usher.store.RefusedWebhook;
import io.usher.store.RefusedWebhooks;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /hooks/<path>}: reads the bytes, hands them to the Camel route, and answers when the
 * route is done. The request's thread goes back to the pool meanwhile.
 */
final class WebhookServlet extends HttpServlet {

  @Serial private static final long serialVersionUID = 1L;

  private final transient WebhookEngine engine;
  private final transient Customers customers;
  private final transient WebhookBody bodies;
  private final transient BodyRoom room;
  private final transient RefusedWebhooks refused;
  private final transient WebhookMetrics metrics;

  WebhookServlet(
      WebhookEngine engine,
      Customers customers,
      WebhookBody bodies,
      BodyRoom room,
      RefusedWebhooks refused,
      WebhookMetrics metrics) {
    this.engine = engine;
    this.customers = customers;
    this.bodies = bodies;
    this.room = room;
    this.refused = refused;
    this.metrics = metrics;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long began = System.nanoTime();
    engine.arrived();
    WebhookConsumer consumer = engine.ready();
    if (consumer == null) {
      finish(notReady(), null, request, response, began);
      return;
    }
    Answer turnedAway = engine.turnedAway();
    if (turnedAway != null) {
      finish(turnedAway, null, request, response, began);
      return;
    }
    Source source = null;
    try {
      source = source(request);
      BodyRoom.Held held = room.take(bodies.announced(request));
      take(consumer, source, held, request, response, began);
    } catch (Refusal refusal) {
      finish(Answer.refused(refusal), source, request, response, began);
    } catch (IOException e) {
      finish(Answer.refused(incomplete()), source, request, response, began);
    }
  }

  private void take(
      WebhookConsumer consumer,
      Source source,
      BodyRoom.Held held,
      HttpServletRequest request,
      HttpServletResponse response,
      long began)
      throws IOException {
    try {
      Webhook webhook =
          new Webhook(source, bodies.read(request), request::getHeader, request.getRemoteAddr());
      takeAsync(consumer, webhook, held, request, response, began);
    } catch (IOException | RuntimeException | Error e) {
      held.close();
      throw e;
    }
  }

  private Source source(HttpServletRequest request) {
    String path = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
    Source source = customers.sourceAt(path).orElseThrow(this::unknownPath);
    if (!"POST".equals(request.getMethod())) {
      throw new Refusal(405, "method", "Webhooks come by POST.");
    }
    return source;
  }

  /** Whoever is told 404 never sends again, so that must be certain. */
  private Refusal unknownPath() {
    return customers.isIncomplete()
        ? new Refusal(
            503,
            "source-not-ready",
            "No source has this path, but not all customers' files can be read. Send it again later.")
        : new Refusal(
            404,
            "unknown-path",
            "No source has this path. Compare the Endpoint URL in Showpass with 'usher source list'.");
  }

  private void takeAsync(
      WebhookConsumer consumer,
      Webhook webhook,
      BodyRoom.Held held,
      HttpServletRequest request,
      HttpServletResponse response,
      long began) {
    AsyncContext async = request.startAsync(request, response);
    AnswerOnce once = new AnswerOnce(async);
    async.addListener(once);
    async.setTimeout(AnswerOnce.LONGEST_MS);
    consumer.take(
        webhook,
        answer -> {
          count(answer, webhook.source(), webhook.address(), webhook.body().length, began);
          once.answer(lastIfStopping(answer));
          held.close();
          engine.answered();
        });
  }

  private void finish(
      Answer answer,
      @Nullable Source source,
      HttpServletRequest request,
      HttpServletResponse response,
      long began)
      throws IOException {
    count(
        answer,
        source,
        request.getRemoteAddr(),
        Math.max(0, request.getContentLengthLong()),
        began);
    try {
      lastIfStopping(answer).write(response);
    } finally {
      engine.answered();
    }
  }

  private Answer notReady() {
    return engine.isStopping()
        ? Answer.notNow("stopping", "The hub is stopping. Send it again in a few seconds.")
        : Answer.notNow("not-ready", "The hub is starting. Send it again in a few seconds.");
  }

  private Answer lastIfStopping(Answer answer) {
    return engine.isStopping() ? answer.closing() : answer;
  }

  private void count(
      Answer answer, @Nullable Source source, String address, long size, long began) {
    metrics.answered(source, answer, System.nanoTime() - began);
    // A full disk has no room for a list of those that it turns away.
    if (answer.status() != 202 && !answer.code().equals(Answer.DISK_FULL)) {
      refused.keep(
          new RefusedWebhook(
              source == null ? null : source.customer(),
              source == null ? null : source.name(),
              address,
              answer.status(),
              answer.code(),
              answer.sentence(),
              size));
    }
  }

  private static Refusal incomplete() {
    return new Refusal(
        400, "body-incomplete", "The connection ended before the whole body had arrived.");
  }
}
