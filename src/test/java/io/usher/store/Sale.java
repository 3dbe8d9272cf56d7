package io.usher.store;

import io.usher.event.DeliveryStatus;
import io.usher.event.EventStatus;
import io.usher.event.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** One sale on its way through a store, as the hub would take it. */
record Sale(StoreParts store, String eventId) {

  private static final Duration LEASE = Duration.ofMinutes(1);

  static Sale accepted(StoreParts store, String key, String payload) {
    NewEvent event = event(key, payload);
    return new Sale(store, store.events.accept(event).join().eventId());
  }

  static NewEvent event(String key, String payload) {
    return new NewEvent(
        "demo",
        "showpass",
        key,
        "invoice.purchase",
        key,
        "Dana Whitfield",
        "dana.whitfield@example.com",
        EventStatus.ACCEPTED,
        null,
        payload.getBytes(StandardCharsets.UTF_8));
  }

  Sale routed(String... destinations) {
    ClaimedEvent claimed = store.events.claim("demo", 1, LEASE).join().items().get(0);
    store.routed(claimed, List.of(destinations), true).join();
    return this;
  }

  Sale claimed(String destination) {
    claim(destination);
    return this;
  }

  Sale delivered(String destination) {
    return recorded(destination, start -> result(start, DeliveryStatus.DELIVERED, null, null));
  }

  Sale dead(String destination, String error) {
    return recorded(destination, start -> result(start, DeliveryStatus.DEAD, null, error));
  }

  Sale retrying(String destination, String error) {
    return recorded(
        destination,
        start -> result(start, DeliveryStatus.RETRYING, start.plusSeconds(3600), error));
  }

  private Sale recorded(String destination, Function<Instant, AttemptResult> result) {
    ClaimedDelivery claimed = claim(destination);
    store.deliveries.record(claimed, result.apply(store.clock.instant()), Setback.NONE).join();
    return this;
  }

  private ClaimedDelivery claim(String destination) {
    return store
        .deliveries
        .claim(DestinationTerms.of("demo", destination, LEASE), 1)
        .join()
        .items()
        .get(0);
  }

  private static AttemptResult result(
      Instant start, DeliveryStatus status, Instant next, String error) {
    Outcome outcome =
        status == DeliveryStatus.DELIVERED
            ? Outcome.DELIVERED
            : next == null ? Outcome.REJECTED : Outcome.FAILED;
    return new AttemptResult(
        start,
        Duration.ofMillis(20),
        outcome,
        status,
        next,
        error == null ? "250 OK" : error,
        error,
        error);
  }

  boolean isThere() {
    return store.log.event(eventId).isPresent();
  }

  boolean hasPayload() {
    return store.log.payload(eventId).isPresent();
  }

  String deliveryId() {
    return store.log.deliveriesOf(eventId).get(0).id();
  }
}
