package io.usher.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.audit.Audited;
import io.usher.event.Delivery;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import io.usher.store.Decided;
import io.usher.store.Decisions;
import io.usher.store.DeliveryLog;
import io.usher.store.EventStore;
import io.usher.store.Page;
import io.usher.store.Reroute;
import io.usher.store.Rerouted;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What came in, and where it went. */
@RestController
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
@RequestMapping("/api/v1/events")
class EventApi {

  private final DeliveryLog log;
  private final EventStore events;
  private final Decisions decisions;
  private final KnownDestinations destinations;

  EventApi(
      DeliveryLog log, EventStore events, Decisions decisions, KnownDestinations destinations) {
    this.decisions = decisions;
    this.log = log;
    this.events = events;
    this.destinations = destinations;
  }

  @Operation(summary = "Events, newest first")
  @GetMapping
  Page<Event> list(@ParameterObject ListParameters parameters) {
    return log.events(parameters.filter(EventStatus.class));
  }

  @Operation(summary = "One event with its deliveries")
  @GetMapping("/{id}")
  EventView show(@PathVariable String id) {
    Event event = log.event(id).orElseThrow(() -> ApiProblem.notFound("event", id));
    return new EventView(event, log.deliveriesOf(id));
  }

  /** The exact bytes that were received; after an erasure, without that person's data. */
  @Audited("event.payload")
  @Needs(value = Role.OPERATOR, scope = Scope.PAYLOADS_READ)
  @Operation(summary = "The exact bytes that were received")
  @GetMapping("/{id}/payload")
  ResponseEntity<byte[]> payload(@PathVariable String id) {
    byte[] payload = log.payload(id).orElseThrow(() -> noPayload(id));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .header("Content-Disposition", "attachment; filename=\"" + id + ".json\"")
        .body(payload);
  }

  private ApiProblem noPayload(String id) {
    return log.event(id)
        .map(
            event ->
                new ApiProblem(
                    HttpStatus.GONE,
                    "payload-removed",
                    "The payload of the event "
                        + id
                        + " was removed, because it was kept long enough or somebody's data was erased."))
        .orElseGet(() -> ApiProblem.notFound("event", id));
  }

  /**
   * Sends the event through today's router once more; answered when that is on disk. The body is
   * optional: {@code destinations} are the only ones it may go to, and with {@code again} what is
   * finished there is delivered once more.
   */
  @Audited("event.reroute")
  @Needs(value = Role.OPERATOR, scope = Scope.EVENTS_WRITE)
  @Operation(summary = "Sends the event through today's router once more")
  @PostMapping("/{id}/reroute")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = RerouteRequest.class)))
  ResponseEntity<Event> reroute(
      @PathVariable String id, @RequestBody(required = false) byte @Nullable [] body) {
    Event event = log.event(id).orElseThrow(() -> ApiProblem.notFound("event", id));
    Reroute wish =
        body == null ? Reroute.ANYWHERE : StrictJson.read(body, RerouteRequest.class).wish();
    destinations.check(wish.destinations(), event.customer());
    refuse(id, events.reroute(id, wish).join());
    return ResponseEntity.accepted().body(log.event(id).orElse(event));
  }

  /** Sends a quarantined or discarded event to its router: a person found it genuine. */
  @Operation(summary = "Sends a quarantined or discarded event to its router")
  @Audited("event.release")
  @Needs(value = Role.OPERATOR, scope = Scope.EVENTS_WRITE)
  @PostMapping("/{id}/release")
  ResponseEntity<Event> release(@PathVariable String id) {
    Event event = decided(id, "released", decisions.release(id).join());
    return ResponseEntity.accepted().body(event);
  }

  /** Gives up an event that is quarantined or unrouted; it stays, and can be released later. */
  @Operation(summary = "Gives up an event that is quarantined or unrouted")
  @Audited("event.discard")
  @Needs(value = Role.OPERATOR, scope = Scope.EVENTS_WRITE)
  @PostMapping("/{id}/discard")
  Event discard(@PathVariable String id) {
    return decided(id, "discarded", decisions.discardEvent(id).join());
  }

  private Event decided(String id, String verb, Decided decided) {
    Event event = log.event(id).orElseThrow(() -> ApiProblem.notFound("event", id));
    switch (decided) {
      case DONE -> {}
      case ABSENT -> throw ApiProblem.notFound("event", id);
      case WRONG_STATUS ->
          throw conflict(
              "wrong-status",
              "The event " + id + " is " + event.status() + ", so it can't be " + verb + ".");
      case WITHOUT_PAYLOAD ->
          throw conflict(
              "payload-removed",
              "The payload of event " + id + " was removed, so there is nothing left to route.");
    }
    return event;
  }

  private static void refuse(String id, Rerouted rerouted) {
    switch (rerouted) {
      case WAITING -> {}
      case ABSENT -> throw ApiProblem.notFound("event", id);
      case QUARANTINED ->
          throw conflict(
              "quarantined",
              "The event " + id + " is quarantined; a person must release it before it is routed.");
      case DISCARDED ->
          throw conflict(
              "discarded",
              "The event " + id + " was discarded; a person must release it before it is routed.");
      case WITHOUT_PAYLOAD ->
          throw conflict(
              "payload-removed",
              "The payload of event " + id + " was removed, so there is nothing left to route.");
      case IN_ROUTING ->
          throw conflict(
              "in-routing",
              "The event " + id + " is being routed right now; look again in a moment.");
    }
  }

  private static ApiProblem conflict(String code, String sentence) {
    return new ApiProblem(HttpStatus.CONFLICT, code, sentence);
  }

  record RerouteRequest(@Nullable List<String> destinations, @Nullable Boolean again) {
    Reroute wish() {
      return JobRequest.reroute(destinations, again);
    }
  }

  record EventView(@JsonUnwrapped Event event, List<Delivery> deliveries) {}
}
