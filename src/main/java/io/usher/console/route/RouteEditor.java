package io.usher.console.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.audit.AuditNote;
import io.usher.audit.Audited;
import io.usher.console.Flash;
import io.usher.reload.FileHistory;
import io.usher.settings.FileProblem;
import io.usher.settings.FileProblems;
import io.usher.trial.RecordedEvents;
import io.usher.trial.RouteDesk;
import io.usher.trial.RouteDesk.Draft;
import io.usher.trial.TrialEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Changing a route in the browser: check it, try it on events, then save. Routes can name any
 * customer's settings, so it is for editors of the whole hub.
 */
@Controller
@Needs(value = Role.EDITOR, scope = Scope.ROUTES_WRITE, wholeHub = true)
@RequestMapping("/routes/{customer}/{route}")
class RouteEditor {

  private static final int TRIED = 5;

  private final RouteFilePage page;
  private final FileHistory history;
  private final RouteDesk desk;
  private final RecordedEvents recorded;

  RouteEditor(RouteFilePage page, FileHistory history, RouteDesk desk, RecordedEvents recorded) {
    this.page = page;
    this.history = history;
    this.desk = desk;
    this.recorded = recorded;
  }

  /** What is wrong with the text, and what it changes. Nothing is saved. */
  @Audited("route.check")
  @PostMapping("/check")
  String check(
      @PathVariable String customer,
      @PathVariable String route,
      @RequestParam String text,
      Caller caller,
      Model model) {
    String written = page.onDisk(customer, route).written(text);
    List<FileProblem> problems = looked(customer, route, written, model);
    return shown(customer, route, written, problems, caller, model);
  }

  /** What it would send for the newest events, beside what the running one would. */
  @Audited("route.try")
  @PostMapping("/try")
  String tryOut(
      @PathVariable String customer,
      @PathVariable String route,
      @RequestParam String text,
      Caller caller,
      Model model) {
    String written = page.onDisk(customer, route).written(text);
    List<FileProblem> problems = looked(customer, route, written, model);
    if (problems.stream().noneMatch(FileProblem::isError)) {
      try {
        model.addAttribute(
            "tried",
            desk.tryOut(customer, draft(customer, route, written), events(customer), null));
      } catch (RouteDesk.Busy | IllegalArgumentException refused) {
        model.addAttribute("flash", new Flash(false, String.valueOf(refused.getMessage())));
      }
    }
    return shown(customer, route, written, problems, caller, model);
  }

  private List<TrialEvent> events(String customer) {
    List<TrialEvent> newest = recorded.newest(customer, null, TRIED);
    return newest.isEmpty() ? TrialEvent.samples(customer) : newest;
  }

  /** It is tried first: where anything is wrong nothing is written, and it is told at its line. */
  @Audited("route.save")
  @PostMapping
  String save(
      @PathVariable String customer,
      @PathVariable String route,
      @RequestParam String text,
      @RequestParam String mark,
      Caller caller,
      HttpServletRequest request,
      Model model,
      RedirectAttributes next) {
    RouteText now = page.onDisk(customer, route);
    String written = now.written(text);
    if (!now.mark().equals(mark)) {
      AuditNote.add(request, "refused: changed meanwhile");
      String sentence =
          "Somebody changed the file meanwhile. What you would change is below; save once more if it is right.";
      model.addAttribute("flash", new Flash(false, sentence));
      return shown(customer, route, written, List.of(), caller, model);
    }
    try {
      history.save(RouteFilePage.path(customer, route), written, caller.name());
    } catch (FileProblems refused) {
      AuditNote.add(request, "refused: " + refused.problems().size() + " problems");
      model.addAttribute(
          "flash", new Flash(false, "It was not saved; what runs goes on. See the lines below."));
      return shown(customer, route, written, refused.problems(), caller, model);
    }
    Flash.done(next, "Saved, and in effect.");
    next.addAttribute("customer", customer);
    next.addAttribute("route", route);
    return "redirect:/routes/{customer}/{route}";
  }

  private List<FileProblem> looked(String customer, String route, String text, Model model) {
    try {
      List<FileProblem> problems = desk.check(draft(customer, route, text));
      boolean good = problems.stream().noneMatch(FileProblem::isError);
      String sentence =
          good ? "Nothing speaks against it." : "It can't be taken like this; see the lines below.";
      model.addAttribute("flash", new Flash(good, sentence));
      return problems;
    } catch (RouteDesk.Busy busy) {
      model.addAttribute("flash", new Flash(false, String.valueOf(busy.getMessage())));
      return List.of();
    }
  }

  /** The desk knows files by the names that people know. */
  private Draft draft(String customer, String route, String text) {
    return new Draft(page.loaded(customer, route).file(), text.getBytes(UTF_8));
  }

  private String shown(
      String customer,
      String route,
      String text,
      List<FileProblem> problems,
      Caller caller,
      Model model) {
    model.addAttribute("diff", history.diff(RouteFilePage.path(customer, route), text));
    model.addAttribute("drafted", true);
    return page.show(customer, route, text, problems, caller, model);
  }
}
