package io.usher.console.event;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.console.NotHere;
import io.usher.console.Times;
import io.usher.customer.Customers;
import io.usher.event.Event;
import io.usher.event.EventStatus;
import io.usher.store.DeliveryLog;
import io.usher.store.Page;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of events, newest first, and the parts of it that scripts fetch again. */
@Controller
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
@RequestMapping("/events")
class EventList {

  private final DeliveryLog log;
  private final EventRows rows;
  private final Customers customers;
  private final Times times;

  EventList(DeliveryLog log, EventRows rows, Customers customers, Times times) {
    this.log = log;
    this.rows = rows;
    this.customers = customers;
    this.times = times;
  }

  @GetMapping
  String page(@ModelAttribute("filters") EventFilters filters, Caller caller, Model model) {
    Page<Event> page = log.events(filters.filter(times));
    model.addAttribute("rows", rows.of(page.items()));
    model.addAttribute("more", more(filters, page));
    model.addAttribute("newest", newest(page.items(), ""));
    model.addAttribute(
        "customers", customers.all().stream().filter(c -> caller.sees(c.id())).toList());
    model.addAttribute("statuses", EventStatus.values());
    return "console/event/list";
  }

  private static String more(EventFilters filters, Page<Event> page) {
    return page.next() == null ? "" : filters.address("/events", page.next());
  }

  /** What came since; an empty answer while nothing did. */
  @GetMapping("/newer")
  String newer(
      @ModelAttribute("filters") EventFilters filters,
      @RequestParam(defaultValue = "") String than,
      Model model) {
    List<Event> newer =
        log.events(filters.filter(times)).items().stream()
            .filter(event -> event.id().compareTo(than) > 0)
            .toList();
    model.addAttribute("rows", rows.of(newer));
    model.addAttribute("newest", newest(newer, than));
    return "console/event/newer";
  }

  private static String newest(List<Event> events, String otherwise) {
    return events.isEmpty() ? otherwise : events.get(0).id();
  }

  /** One line of the list as it is now. */
  @GetMapping("/{id}/row")
  String row(@PathVariable String id, Model model) {
    Event event = log.event(id).orElseThrow(() -> new NotHere("event", id));
    model.addAttribute("row", rows.of(List.of(event)).get(0));
    return "console/event/row";
  }
}
