package io.usher.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The trace of an event. Its id and the id of its first span come from the event's id, so every hub
 * and every later start knows them.
 */
record EventTrace(String traceId, String firstSpanId) {

  private static final int PARTS = 10_000;

  static EventTrace of(String eventId) {
    UUID id = UUID.fromString(eventId);
    return new EventTrace(
        eventId.replace("-", ""), "%016x".formatted(id.getLeastSignificantBits()));
  }

  /** The same for everybody who asks about this event; ids in a row are spread evenly. */
  boolean isAmong(double share) {
    byte[] id = traceId.getBytes(StandardCharsets.US_ASCII);
    long spread = UUID.nameUUIDFromBytes(id).getMostSignificantBits() >>> 32;
    return spread % PARTS < share * PARTS;
  }

  /** What later spans belong to. */
  Context parent() {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.createFromRemoteParent(
                    traceId, firstSpanId, TraceFlags.getSampled(), TraceState.getDefault())));
  }

  /** Gives the first span of a trace the ids that it must have, and all others their own. */
  static final class Identifiers implements IdGenerator {

    private final ThreadLocal<@Nullable EventTrace> first = new ThreadLocal<>();
    private final IdGenerator others = IdGenerator.random();

    void firstOf(EventTrace trace, Runnable start) {
      first.set(trace);
      try {
        start.run();
      } finally {
        first.remove();
      }
    }

    @Override
    public String generateTraceId() {
      EventTrace trace = first.get();
      return trace == null ? others.generateTraceId() : trace.traceId;
    }

    @Override
    public String generateSpanId() {
      EventTrace trace = first.get();
      return trace == null ? others.generateSpanId() : trace.firstSpanId;
    }
  }
}
