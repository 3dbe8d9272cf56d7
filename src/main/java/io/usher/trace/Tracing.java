package io.usher.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.usher.event.Delivery;
import io.usher.event.Event;
import io.usher.event.Outcome;
import io.usher.inbox.RoutingListener;
import io.usher.outbox.AttemptListener;
import io.usher.store.Acceptance;
import io.usher.store.AttemptResult;
import io.usher.store.NewEvent;
import io.usher.webhook.ReceiptListener;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes a span of each webhook, routing and attempt after it has ended. Attributes are ids, names
 * and outcomes: nothing of a payload, and no error text, which may quote one.
 */
final class Tracing implements ReceiptListener, RoutingListener, AttemptListener, AutoCloseable {

  private final SdkTracerProvider provider;
  private final EventTrace.Identifiers identifiers;
  private final Tracer tracer;
  private final double share;

  Tracing(SdkTracerProvider provider, EventTrace.Identifiers identifiers, double share) {
    this.provider = provider;
    this.identifiers = identifiers;
    this.tracer = provider.get("io.usher");
    this.share = share;
  }

  @Override
  public void received(NewEvent event, Acceptance acceptance, Duration storing) {
    EventTrace trace = EventTrace.of(acceptance.eventId());
    if (!trace.isAmong(share)) {
      return;
    }
    SpanBuilder span =
        tracer
            .spanBuilder("webhook " + event.customer() + "/" + event.source())
            .setSpanKind(SpanKind.SERVER)
            .setAttribute("usher.event", acceptance.eventId())
            .setAttribute("usher.customer", event.customer())
            .setAttribute("usher.source", event.source())
            .setAttribute("usher.duplicate", acceptance.duplicate())
            .setAttribute("usher.status", acceptance.status().name());
    if (acceptance.duplicate()) {
      end(span.setParent(trace.parent()), storing, false);
    } else {
      identifiers.firstOf(trace, () -> end(span.setNoParent(), storing, false));
    }
  }

  @Override
  public void routed(Event event, Duration took, boolean written) {
    EventTrace trace = EventTrace.of(event.id());
    if (trace.isAmong(share)) {
      end(
          tracer
              .spanBuilder("router " + event.customer())
              .setParent(trace.parent())
              .setAttribute("usher.event", event.id())
              .setAttribute("usher.customer", event.customer()),
          took,
          !written);
    }
  }

  @Override
  public void attempted(Delivery delivery, AttemptResult result) {
    EventTrace trace = EventTrace.of(delivery.eventId());
    if (trace.isAmong(share)) {
      end(
          tracer
              .spanBuilder("attempt " + delivery.customer() + "/" + delivery.destination())
              .setParent(trace.parent())
              .setSpanKind(SpanKind.CLIENT)
              .setAttribute("usher.event", delivery.eventId())
              .setAttribute("usher.delivery", delivery.id())
              .setAttribute("usher.customer", delivery.customer())
              .setAttribute("usher.destination", delivery.destination())
              .setAttribute("usher.attempt", delivery.attempts())
              .setAttribute("usher.outcome", result.outcome().name())
              .setAttribute("usher.status", result.status().name()),
          result.duration(),
          result.outcome() != Outcome.DELIVERED);
    }
  }

  /** It ended now, as far as a trace can tell; a collector compares with other machines' clocks. */
  private static void end(SpanBuilder builder, Duration took, boolean failed) {
    Instant now = Instant.now();
    Span span = builder.setStartTimestamp(now.minus(took)).startSpan();
    if (failed) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end(now);
  }

  /** Sends what is left. */
  @Override
  public void close() {
    provider.close();
  }
}
