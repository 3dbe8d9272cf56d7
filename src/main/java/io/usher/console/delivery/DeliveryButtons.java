package io.usher.console.delivery;

import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.audit.AuditNote;
import io.usher.audit.Audited;
import io.usher.console.Flash;
import io.usher.console.NotHere;
import io.usher.event.Delivery;
import io.usher.store.Decided;
import io.usher.store.Decisions;
import io.usher.store.DeliveryLog;
import io.usher.store.DeliveryStore;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an operator does with one delivery. Each leads to its event's page with a sentence. */
@Controller
@Needs(value = Role.OPERATOR, scope = Scope.DELIVERIES_WRITE)
@RequestMapping("/deliveries/{id}")
class DeliveryButtons {

  private final DeliveryLog log;
  private final DeliveryStore deliveries;
  private final Decisions decisions;

  DeliveryButtons(DeliveryLog log, DeliveryStore deliveries, Decisions decisions) {
    this.log = log;
    this.deliveries = deliveries;
    this.decisions = decisions;
  }

  @Audited("delivery.redeliver")
  @PostMapping("/redeliver")
  String redeliver(@PathVariable String id, HttpServletRequest request, RedirectAttributes next) {
    Delivery delivery =
        deliveries.redeliver(id).join().orElseThrow(() -> new NotHere("delivery", id));
    return switch (delivery.status()) {
      case PENDING ->
          back(
              delivery, true, "It is sent to " + delivery.destination() + " again.", request, next);
      case IN_FLIGHT ->
          back(delivery, false, "It is being attempted right now; wait a moment.", request, next);
      default ->
          back(
              delivery,
              false,
              "It can't be sent again: the payload of its event was removed.",
              request,
              next);
    };
  }

  @Audited("delivery.discard")
  @PostMapping("/discard")
  String discard(@PathVariable String id, HttpServletRequest request, RedirectAttributes next) {
    Decided decided = decisions.discardDelivery(id).join();
    Delivery delivery = log.delivery(id).orElseThrow(() -> new NotHere("delivery", id));
    return decided == Decided.DONE
        ? back(delivery, true, "The delivery was given up.", request, next)
        : back(delivery, false, "It has another status by now; see below.", request, next);
  }

  private static String back(
      Delivery delivery,
      boolean good,
      String sentence,
      HttpServletRequest request,
      RedirectAttributes next) {
    next.addFlashAttribute("flash", new Flash(good, sentence));
    AuditNote.add(request, good ? "done" : "refused: " + sentence);
    next.addAttribute("event", delivery.eventId());
    return "redirect:/events/{event}";
  }
}
