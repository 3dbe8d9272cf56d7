package io.usher.webhook;

import io.usher.customer.Customers;
import io.usher.customer.Source;
import io.usher.store.RefusedWebhook;
import io.usher.store.RefusedWebhooks;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * {@code POST /hooks/<path>}: reads the bytes, hands them to the Camel route, and answers when the
 * route is done. It stands before all else in the web server, security's filters too, and works on
 * the threads that read from the sockets, where nothing may wait: each change of threads costs as
 * much as the work on a webhook. Everything else that is asked for goes on on the pool's threads.
 */
@Component
final class IncomingWebhooks extends Handler.Wrapper {

  private static final Logger LOG = LoggerFactory.getLogger(IncomingWebhooks.class);

  /** Well above any commit; a sender gives up long before. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Reading and packing a larger body would keep others waiting for the thread. */
  private static final int LARGE = 64 * 1024;

  private final WebhookEngine engine;
  private final Customers customers;
  private final WebhookBody bodies;
  private final BodyRoom room;
  private final HooksPort port;
  private final RefusedWebhooks refused;
  private final WebhookMetrics metrics;
  private final @Nullable EarlyWebhooks early;
  private final Set<AnswerOnce> unanswered = ConcurrentHashMap.newKeySet();
  private volatile boolean leaving;

  /**
   * @param early who takes webhooks until the engine is open
   */
  IncomingWebhooks(
      WebhookEngine engine,
      Customers customers,
      WebhookSettings settings,
      HooksPort port,
      RefusedWebhooks refused,
      WebhookMetrics metrics,
      Optional<EarlyWebhooks> early) {
    this.engine = engine;
    this.customers = customers;
    this.bodies = new WebhookBody(settings);
    this.room = new BodyRoom(settings.bodyRoom());
    this.port = port;
    this.refused = refused;
    this.metrics = metrics;
    this.early = early.orElse(null);
  }

  /** From now on each answer ends its connection. */
  void leave() {
    leaving = true;
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    answerTheLate();
  }

  private void answerTheLate() {
    long now = System.nanoTime();
    unanswered.forEach(once -> once.answerIfLate(now));
    if (isRunning()) {
      getServer().getScheduler().schedule(this::answerTheLate, 1, TimeUnit.SECONDS);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    boolean isWebhook =
        path != null
            && (path.equals(WebhookEngine.PATH) || path.startsWith(WebhookEngine.PATH + "/"));
    if (isWebhook && port.isFor(request)) {
      taker().take(path, request, response, callback);
    } else if (isWebhook || port.isOwn() && port.isFor(request)) {
      nothingHere().write(response, callback);
    } else {
      getServer().getThreadPool().execute(() -> handOn(request, response, callback));
    }
    return true;
  }

  private IncomingWebhooks taker() {
    return early != null && engine.isStarting() ? early.incoming() : this;
  }

  private void take(String path, Request request, Response response, Callback callback) {
    new Incoming(request, response, callback).begin(path);
  }

  private static Answer nothingHere() {
    return Answer.refused(new Refusal(404, "not-found", "There is nothing at this address."));
  }

  private void handOn(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (Throwable e) {
      LOG.error("A request could not be answered", e);
      Response.writeError(request, response, callback, e);
    }
  }

  /** A request until it is answered. */
  private final class Incoming {

    private final Request request;
    private final AnswerOnce once;
    private final long began = System.nanoTime();
    private final AtomicBoolean finished = new AtomicBoolean();
    private volatile BodyRoom.@Nullable Held held;
    private volatile boolean isRead;
    private @Nullable Source source;

    Incoming(Request request, Response response, Callback callback) {
      this.request = request;
      this.isRead = request.getLength() == 0;
      this.once = new AnswerOnce(response, answered(callback), began + LONGEST_NANOS);
    }

    /** Somebody who still sends could lose the answer with the connection, if that ended now. */
    private Callback answered(Callback callback) {
      return new Callback.Nested(callback) {
        @Override
        public void succeeded() {
          if (isRead) {
            super.succeeded();
          } else {
            bodies.linger(request, super::succeeded);
          }
        }
      };
    }

    void begin(String path) {
      engine.arrived();
      WebhookConsumer consumer = engine.ready();
      Answer turnedAway = consumer == null ? notReady() : engine.turnedAway();
      if (consumer == null || turnedAway != null) {
        turnAway(turnedAway);
      } else {
        attempt(() -> admit(path, consumer));
      }
    }

    /** Whatever goes wrong, the sender is answered, and nothing of it is kept. */
    private void attempt(Runnable step) {
      try {
        step.run();
      } catch (Refusal refusal) {
        turnAway(Answer.refused(refusal));
      } catch (RuntimeException | Error e) {
        LOG.error("A webhook could not be handled", e);
        finish(Answer.internal(), Math.max(0, request.getLength()));
      }
    }

    private void admit(String path, WebhookConsumer consumer) {
      source = source(path);
      long bytes = bodies.announced(request);
      held = room.tryTake(bytes);
      if (held != null) {
        read(consumer);
      } else {
        later(
            () -> {
              held = room.take(bytes);
              read(consumer);
            });
      }
    }

    /** On a thread that may wait. */
    private void later(Runnable step) {
      getServer().getThreadPool().execute(() -> attempt(step));
    }

    private void read(WebhookConsumer consumer) {
      bodies.read(
          request,
          (body, refusal) ->
              attempt(
                  () -> {
                    isRead = refusal == null;
                    if (refusal != null) {
                      finish(Answer.refused(refusal), body.length);
                    } else if (body.length > LARGE) {
                      later(() -> route(consumer, body));
                    } else {
                      route(consumer, body);
                    }
                  }));
    }

    private void route(WebhookConsumer consumer, byte[] body) {
      // While the store is at work nothing comes or goes on this connection.
      request.addIdleTimeoutListener(timeout -> false);
      unanswered.add(once);
      Webhook webhook =
          new Webhook(source, body, request.getHeaders()::get, Request.getRemoteAddr(request));
      consumer.take(webhook, answer -> finish(answer, body.length));
    }

    /** Before anything of its body was read. */
    private void turnAway(Answer answer) {
      long size = Math.max(0, request.getLength());
      if (isRead || answer.closes() || bodies.isTooLarge(request)) {
        finish(answer, size);
      } else {
        bodies.skip(
            request,
            all -> {
              isRead = all;
              finish(answer, size);
            });
      }
    }

    private void finish(Answer answer, long size) {
      if (!finished.compareAndSet(false, true)) {
        return;
      }
      unanswered.remove(once);
      count(answer, size);
      once.answer(isRead && !leaving && !engine.isStopping() ? answer : answer.closing());
      BodyRoom.Held taken = held;
      if (taken != null) {
        taken.close();
      }
      engine.answered();
    }

    private Source source(String path) {
      int start = WebhookEngine.PATH.length() + 1;
      Source found =
          customers
              .sourceAt(path.length() < start ? "" : path.substring(start))
              .orElseThrow(this::unknownPath);
      if (!HttpMethod.POST.is(request.getMethod())) {
        throw new Refusal(405, "method", "Webhooks come by POST.");
      }
      return found;
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

    private void count(Answer answer, long size) {
      metrics.answered(source, answer, System.nanoTime() - began);
      // A full disk has no room for a list of those that it turns away.
      if (answer.status() != 202 && !answer.code().equals(Answer.DISK_FULL)) {
        refused.keep(
            new RefusedWebhook(
                source == null ? null : source.customer(),
                source == null ? null : source.name(),
                Request.getRemoteAddr(request),
                answer.status(),
                answer.code(),
                answer.sentence(),
                size));
      }
    }
  }

  private Answer notReady() {
    return engine.isStopping()
        ? Answer.notNow("stopping", "The hub is stopping. Send it again in a few seconds.")
        : Answer.notNow("not-ready", "The hub is starting. Send it again in a few seconds.");
  }
}
