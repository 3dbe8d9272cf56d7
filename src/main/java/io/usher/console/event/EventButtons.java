package io.usher.console.event;

import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.audit.AuditNote;
import io.usher.audit.Audited;
import io.usher.console.Flash;
import io.usher.console.NotHere;
import io.usher.store.Decided;
import io.usher.store.Decisions;
import io.usher.store.EventStore;
import io.usher.store.Reroute;
import io.usher.store.Rerouted;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an operator does with one event. Each leads back to its page with a sentence. */
@Controller
@Needs(value = Role.OPERATOR, scope = Scope.EVENTS_WRITE)
@RequestMapping("/events/{id}")
class EventButtons {

  private final EventStore events;
  private final Decisions decisions;

  EventButtons(EventStore events, Decisions decisions) {
    this.events = events;
    this.decisions = decisions;
  }

  @Audited("event.reroute")
  @PostMapping("/reroute")
  String reroute(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable List<String> destinations,
      @RequestParam(defaultValue = "false") boolean again,
      HttpServletRequest request,
      RedirectAttributes next) {
    Reroute wish = new Reroute(destinations == null ? List.of() : destinations, again);
    Rerouted rerouted = events.reroute(id, wish).join();
    String sentence =
        switch (rerouted) {
          case WAITING -> "The event goes through the router once more.";
          case ABSENT -> throw new NotHere("event", id);
          case QUARANTINED -> "The event is quarantined; release it first.";
          case DISCARDED -> "The event was discarded; release it first.";
          case WITHOUT_PAYLOAD -> "Its payload was removed, so there is nothing left to route.";
          case IN_ROUTING -> "It is being routed right now; look again in a moment.";
        };
    return back(id, rerouted == Rerouted.WAITING, sentence, request, next);
  }

  @Audited("event.release")
  @PostMapping("/release")
  String release(@PathVariable String id, HttpServletRequest request, RedirectAttributes next) {
    return decided(
        id, "released: it goes to its router", decisions.release(id).join(), request, next);
  }

  @Audited("event.discard")
  @PostMapping("/discard")
  String discard(@PathVariable String id, HttpServletRequest request, RedirectAttributes next) {
    return decided(id, "discarded", decisions.discardEvent(id).join(), request, next);
  }

  private static String decided(
      String id,
      String done,
      Decided decided,
      HttpServletRequest request,
      RedirectAttributes next) {
    String sentence =
        switch (decided) {
          case DONE -> "The event is " + done + ".";
          case ABSENT -> throw new NotHere("event", id);
          case WRONG_STATUS -> "The event has another status by now; see below.";
          case WITHOUT_PAYLOAD -> "Its payload was removed, so there is nothing left to route.";
        };
    return back(id, decided == Decided.DONE, sentence, request, next);
  }

  private static String back(
      String id,
      boolean good,
      String sentence,
      HttpServletRequest request,
      RedirectAttributes next) {
    next.addFlashAttribute("flash", new Flash(good, sentence));
    AuditNote.add(request, good ? "done" : "refused: " + sentence);
    next.addAttribute("id", id);
    return "redirect:/events/{id}";
  }
}
