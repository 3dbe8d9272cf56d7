package io.usher.console.alarm;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.alarm.Alarms;
import io.usher.audit.Audited;
import io.usher.console.Back;
import io.usher.console.Flash;
import io.usher.store.AlarmRow;
import io.usher.store.Page;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Alarms that are open or were. */
@Controller
@Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
class AlarmPages {

  private static final int ROWS = 40;

  private final Alarms alarms;

  AlarmPages(Alarms alarms) {
    this.alarms = alarms;
  }

  @GetMapping("/alarms")
  String page(@RequestParam(required = false) @Nullable String cursor, Caller caller, Model model) {
    Page<AlarmRow> past = alarms.list(null, false, ROWS, cursor);
    model.addAttribute("open", cursor == null ? seen(alarms.open(), caller) : List.of());
    model.addAttribute("past", seen(past.items(), caller));
    model.addAttribute("next", past.next());
    model.addAttribute("first", cursor == null);
    return "console/alarm/page";
  }

  private static List<AlarmRow> seen(List<AlarmRow> all, Caller caller) {
    return all.stream().filter(alarm -> caller.sees(alarm.customer())).toList();
  }

  @Audited("alarm.test")
  @Needs(value = Role.ADMIN, wholeHub = true)
  @PostMapping("/alarms/test")
  String test(Caller caller, RedirectAttributes next) {
    List<Alarms.TestResult> results = alarms.test(caller.name());
    boolean good = results.stream().allMatch(result -> result.error() == null);
    next.addFlashAttribute("flash", new Flash(good && !results.isEmpty(), sentence(results)));
    return Back.to(null, "/alarms");
  }

  private static String sentence(List<Alarms.TestResult> results) {
    return results.isEmpty()
        ? "Nobody is told of alarms yet. Set usher.alarm.mail, usher.alarm.slack or usher.alarm.webhook."
        : results.stream().map(AlarmPages::sentence).collect(Collectors.joining(" "));
  }

  private static String sentence(Alarms.TestResult result) {
    String whom =
        result.channel().name().toLowerCase(java.util.Locale.ROOT)
            + (result.customer() == null ? "" : " of " + result.customer());
    return result.error() == null
        ? "The test by " + whom + " was taken."
        : "The test by " + whom + " was not: " + result.error();
  }
}
