package io.usher.api.live;

import io.usher.api.live.LiveMessage.Topic;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One connection. What it is told waits in a line of its own, so a slow reader keeps nobody else
 * waiting; one that falls far behind is let go, and comes back where it was.
 */
final class LiveListener {

  private static final Logger LOG = LoggerFactory.getLogger(LiveListener.class);
  private static final int LONGEST_LINE = 5000;
  private static final int QUIET_LOOKS = 15;
  private static final long COME_BACK_MS = 3000;

  private final SseEmitter emitter;
  private final Set<Topic> topics;
  private final @Nullable String customer;
  private final Executor threads;
  private final Queue<LiveMessage> line = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicBoolean sending = new AtomicBoolean();
  private int quiet;
  private volatile boolean ended;

  LiveListener(SseEmitter emitter, Set<Topic> topics, @Nullable String customer, Executor threads) {
    this.emitter = emitter;
    this.topics = topics;
    this.customer = customer;
    this.threads = threads;
  }

  /** Tells it so much of this as it wants; and now and then that the connection lives. */
  void tell(List<LiveMessage> news) {
    List<LiveMessage> wanted = news.stream().filter(this::wants).toList();
    if (waiting.addAndGet(wanted.size()) > LONGEST_LINE) {
      end();
      return;
    }
    line.addAll(wanted);
    quiet = wanted.isEmpty() ? quiet + 1 : 0;
    if (!wanted.isEmpty() || quiet % QUIET_LOOKS == 0) {
      send();
    }
  }

  private boolean wants(LiveMessage message) {
    return topics.contains(message.topic())
        && (customer == null || message.customer() == null || customer.equals(message.customer()));
  }

  /** The first bytes, so that a client knows that it is connected. */
  void greet() {
    send();
  }

  private void send() {
    if (!ended && sending.compareAndSet(false, true)) {
      try {
        threads.execute(this::sendAll);
      } catch (RejectedExecutionException e) {
        sending.set(false);
        end();
      }
    }
  }

  private void sendAll() {
    try {
      if (line.isEmpty()) {
        emitter.send(SseEmitter.event().comment("here").reconnectTime(COME_BACK_MS));
      }
      for (LiveMessage next = line.poll(); next != null; next = line.poll()) {
        waiting.decrementAndGet();
        emitter.send(event(next));
      }
    } catch (IOException | IllegalStateException e) {
      LOG.debug("A listener has gone: {}", e.toString());
      ended = true;
      // The web server waits for this, or the request would be under way for good.
      emitter.completeWithError(e);
    } finally {
      sending.set(false);
    }
    if (!line.isEmpty()) {
      send();
    }
  }

  private static SseEmitter.SseEventBuilder event(LiveMessage message) {
    SseEmitter.SseEventBuilder event =
        SseEmitter.event()
            .name(message.topic().name().toLowerCase(Locale.ROOT))
            .data(message.data());
    return message.id() == null ? event : event.id(message.id());
  }

  void end() {
    ended = true;
    emitter.complete();
  }
}
