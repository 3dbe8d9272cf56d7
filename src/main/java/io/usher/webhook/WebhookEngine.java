package io.usher.webhook;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Camel's HTTP side for the one path that webhooks come to. The default engine reads bodies through
 * a character decoder, unzips in silence, makes headers of parameters, has no size limit and
 * answers 404 while it starts; this one does none of that. Camel finds it by its bean name.
 */
@Component("platform-http-engine")
class WebhookEngine implements PlatformHttpEngine {

  static final String PATH = "/hooks";

  private final AtomicReference<@Nullable WebhookConsumer> started = new AtomicReference<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean open;
  private volatile @Nullable Answer turnedAway;
  private volatile boolean stopping;

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    if (!endpoint.getPath().equals(PATH)) {
      throw new IllegalArgumentException(
          "Usher serves platform-http only for its own intake at "
              + PATH
              + "; take events from inbox: instead.");
    }
    return new WebhookConsumer(endpoint, processor, started);
  }

  /** From now on webhooks are taken; before, they are told to come back. */
  void open() {
    open = true;
  }

  /** New webhooks are told to come back; those under way are answered. */
  void close() {
    stopping = true;
    open = false;
  }

  /** Webhooks were not taken yet. */
  boolean isStarting() {
    return !stopping && ready() == null;
  }

  boolean isStopping() {
    return stopping;
  }

  /** A webhook came in; before anything asks whether it can be taken, so that none is missed. */
  void arrived() {
    underWay.incrementAndGet();
  }

  /** It was answered. */
  void answered() {
    underWay.decrementAndGet();
  }

  int underWay() {
    return underWay.get();
  }

  /** Null while webhooks can't be taken. */
  @Nullable WebhookConsumer ready() {
    return open ? started.get() : null;
  }

  /** Null when webhooks may be taken as far as the hub's surroundings go. */
  void turnAway(@Nullable Answer answer) {
    turnedAway = answer;
  }

  /** What every webhook is answered for the time being; null when they are taken. */
  @Nullable Answer turnedAway() {
    return turnedAway;
  }
}
