package io.usher.console.route;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.audit.AuditNote;
import io.usher.audit.Audited;
import io.usher.console.Flash;
import io.usher.console.NotHere;
import io.usher.reload.FileHistory;
import io.usher.settings.FileProblems;
import io.usher.store.FileVersion;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a version of a route changed, and the way back to it. */
@Controller
@RequestMapping("/routes/{customer}/{route}/versions/{number}")
class RouteVersions {

  private final FileHistory history;

  RouteVersions(FileHistory history) {
    this.history = history;
  }

  @Needs(value = Role.OPERATOR, scope = Scope.EVENTS_READ)
  @GetMapping
  String show(
      @PathVariable String customer,
      @PathVariable String route,
      @PathVariable int number,
      Model model) {
    FileVersion version = found(customer, number);
    model.addAttribute("customer", customer);
    model.addAttribute("name", route);
    model.addAttribute("version", version);
    model.addAttribute("diff", history.diff(version, RouteFilePage.path(customer, route)));
    return "console/route/version";
  }

  @Audited("route.rollback")
  @Needs(value = Role.EDITOR, scope = Scope.ROUTES_WRITE)
  @PostMapping("/rollback")
  String rollback(
      @PathVariable String customer,
      @PathVariable String route,
      @PathVariable int number,
      Caller caller,
      HttpServletRequest request,
      RedirectAttributes next) {
    FileVersion version = found(customer, number);
    next.addAttribute("customer", customer);
    next.addAttribute("route", route);
    try {
      List<String> changed =
          history.rollback(version, RouteFilePage.path(customer, route), caller.name());
      Flash.done(
          next,
          changed.isEmpty()
              ? "The file is as it was in version " + number + " already."
              : "The file is as it was in version " + number + ", and in effect.");
    } catch (FileProblems refused) {
      AuditNote.add(request, "refused: " + refused.problems().size() + " problems");
      Flash.refused(next, "It can't be taken any more: " + refused.problems().get(0));
    }
    return "redirect:/routes/{customer}/{route}";
  }

  /** What is of somebody else is not there. */
  private FileVersion found(String customer, int number) {
    return history
        .find(number)
        .filter(version -> version.scope().equals(customer))
        .orElseThrow(() -> new NotHere("version", String.valueOf(number)));
  }
}
