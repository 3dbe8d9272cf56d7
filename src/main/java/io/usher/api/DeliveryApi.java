package io.usher.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.audit.Audited;
import io.usher.event.Attempt;
import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.store.Decided;
import io.usher.store.Decisions;
import io.usher.store.DeliveryLog;
import io.usher.store.DeliveryStore;
import io.usher.store.Page;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where each event went, each attempt, and the button that sends it again. */
@RestController
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
@RequestMapping("/api/v1/deliveries")
class DeliveryApi {

  private final DeliveryLog log;
  private final DeliveryStore deliveries;
  private final Decisions decisions;

  DeliveryApi(DeliveryLog log, DeliveryStore deliveries, Decisions decisions) {
    this.decisions = decisions;
    this.log = log;
    this.deliveries = deliveries;
  }

  @Operation(summary = "Deliveries, newest first")
  @GetMapping
  Page<Delivery> list(@ParameterObject ListParameters parameters) {
    return log.deliveries(parameters.filter(DeliveryStatus.class));
  }

  @Operation(summary = "One delivery with its attempts")
  @GetMapping("/{id}")
  DeliveryView show(@PathVariable String id) {
    Delivery delivery = log.delivery(id).orElseThrow(() -> ApiProblem.notFound("delivery", id));
    return new DeliveryView(delivery, log.attempts(id));
  }

  /**
   * Asks for a new attempt; answered when that is on disk. One that is in flight already is left
   * alone.
   */
  @Audited("delivery.redeliver")
  @Needs(value = Role.OPERATOR, scope = Scope.DELIVERIES_WRITE)
  @Operation(summary = "Asks for a new attempt")
  @PostMapping("/{id}/redeliver")
  ResponseEntity<Delivery> redeliver(@PathVariable String id) {
    Delivery delivery =
        deliveries.redeliver(id).join().orElseThrow(() -> ApiProblem.notFound("delivery", id));
    if (delivery.status() == DeliveryStatus.IN_FLIGHT) {
      throw new ApiProblem(
          HttpStatus.CONFLICT,
          "in-flight",
          "The delivery " + id + " is being attempted right now; wait for its outcome.");
    }
    if (delivery.status() != DeliveryStatus.PENDING) {
      throw payloadGone(delivery);
    }
    return ResponseEntity.accepted().body(delivery);
  }

  /** Gives a delivery up that waits or is dead; what comes after it in its order may go. */
  @Operation(summary = "Gives up a delivery that waits or is dead")
  @Audited("delivery.discard")
  @Needs(value = Role.OPERATOR, scope = Scope.DELIVERIES_WRITE)
  @PostMapping("/{id}/discard")
  Delivery discard(@PathVariable String id) {
    Decided decided = decisions.discardDelivery(id).join();
    if (decided == Decided.ABSENT) {
      throw ApiProblem.notFound("delivery", id);
    }
    Delivery delivery = log.delivery(id).orElseThrow(() -> ApiProblem.notFound("delivery", id));
    if (decided == Decided.WRONG_STATUS) {
      throw new ApiProblem(
          HttpStatus.CONFLICT,
          "wrong-status",
          "The delivery " + id + " is " + delivery.status() + ", so it can't be discarded.");
    }
    return delivery;
  }

  private static ApiProblem payloadGone(Delivery delivery) {
    return new ApiProblem(
        HttpStatus.CONFLICT,
        "payload-removed",
        "The delivery "
            + delivery.id()
            + " can't be sent again: the payload of its event "
            + delivery.eventId()
            + " was removed, because it was kept long enough or somebody's data was erased.");
  }

  record DeliveryView(@JsonUnwrapped Delivery delivery, List<Attempt> log) {}
}
