package io.usher.console.event;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.audit.Audited;
import io.usher.console.NotHere;
import io.usher.console.Words;
import io.usher.event.Delivery;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import io.usher.event.MaskedPayload;
import io.usher.routing.LoadedRoute;
import io.usher.routing.Routes;
import io.usher.store.DeliveryLog;
import io.usher.store.DestinationState;
import io.usher.store.DestinationStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** One event: what it says, where it went, and each attempt. */
@Controller
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
class EventPage {

  private final DeliveryLog log;
  private final DestinationStore destinations;
  private final Routes routes;
  private final Words words;

  EventPage(DeliveryLog log, DestinationStore destinations, Routes routes, Words words) {
    this.words = words;
    this.log = log;
    this.destinations = destinations;
    this.routes = routes;
  }

  @GetMapping("/events/{id}")
  String page(@PathVariable String id, Caller caller, Model model) {
    return show(id, caller, false, model);
  }

  /** The same with barcodes: whoever has one gets in with it, so it is written down who looked. */
  @Audited("event.payload")
  @Needs(value = Role.OPERATOR, scope = Scope.PAYLOADS_READ)
  @PostMapping("/events/{id}/barcodes")
  String withBarcodes(@PathVariable String id, Caller caller, Model model) {
    return show(id, caller, true, model);
  }

  /** Where a delivery's id leads. */
  @GetMapping("/deliveries/{id}")
  String delivery(@PathVariable String id) {
    Delivery delivery = log.delivery(id).orElseThrow(() -> new NotHere("delivery", id));
    return "redirect:/events/" + delivery.eventId() + "#" + delivery.destination();
  }

  private String show(String id, Caller caller, boolean barcodes, Model model) {
    Event event = log.event(id).orElseThrow(() -> new NotHere("event", id));
    byte[] payload = log.payload(id).orElse(null);
    List<Whereabouts> went = went(event);
    model.addAttribute("event", event);
    model.addAttribute("heading", heading(event));
    model.addAttribute("sale", Sale.of(event, payload));
    model.addAttribute("went", went);
    model.addAttribute("moving", isMoving(event, went));
    model.addAttribute("barcodes", barcodes);
    model.addAttribute("payload", caller.is(Role.OPERATOR) ? text(payload, barcodes) : null);
    model.addAttribute("destinations", reachable(event.customer()));
    return "console/event/page";
  }

  private String heading(Event event) {
    String type = words.type(event.type());
    return event.buyerName() == null ? type : type + " by " + event.buyerName();
  }

  private static boolean isMoving(Event event, List<Whereabouts> went) {
    return event.status() == EventStatus.ACCEPTED || went.stream().anyMatch(Whereabouts::isMoving);
  }

  private static @Nullable String text(byte @Nullable [] payload, boolean barcodes) {
    if (payload == null) {
      return null;
    }
    return barcodes ? MaskedPayload.withBarcodes(payload) : MaskedPayload.of(payload);
  }

  private List<Whereabouts> went(Event event) {
    Map<String, DestinationState> states =
        destinations.states().stream()
            .filter(state -> state.customer().equals(event.customer()))
            .collect(Collectors.toMap(DestinationState::destination, s -> s));
    return log.deliveriesOf(event.id()).stream()
        .map(
            delivery ->
                new Whereabouts(
                    delivery,
                    purpose(delivery),
                    states.get(delivery.destination()),
                    log.attempts(delivery.id())))
        .toList();
  }

  private @Nullable String purpose(Delivery delivery) {
    String route = delivery.customer() + "/" + delivery.destination();
    return routes.list().stream()
        .filter(one -> one.id().equals(route))
        .map(LoadedRoute::description)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private List<String> reachable(String customer) {
    return routes.list().stream()
        .filter(route -> route.customer().equals(customer) && route.kind().equals("destination"))
        .map(route -> route.id().substring(customer.length() + 1))
        .toList();
  }
}
