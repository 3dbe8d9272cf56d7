package io.usher.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.usher.event.Delivery;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import io.usher.store.DeliveryLog;
import io.usher.store.Page;
import java.util.List;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What came in, and where it went. */
@RestController
@RequestMapping("/api/v1/events")
class EventApi {

  private final DeliveryLog log;

  EventApi(DeliveryLog log) {
    this.log = log;
  }

  @GetMapping
  Page<Event> list(@ParameterObject ListParameters parameters) {
    return log.events(parameters.filter(EventStatus.class));
  }

  @GetMapping("/{id}")
  EventView show(@PathVariable String id) {
    Event event = log.event(id).orElseThrow(() -> ApiProblem.notFound("event", id));
    return new EventView(event, log.deliveriesOf(id));
  }

  /** The exact bytes that were received; after an erasure, without that person's data. */
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

  record EventView(@JsonUnwrapped Event event, List<Delivery> deliveries) {}
}
