package io.usher.console.route;

import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.console.NotHere;
import io.usher.reload.FileHistory;
import io.usher.routing.LoadedRoute;
import io.usher.routing.Routes;
import io.usher.settings.FileProblem;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * A route as it is written, what is wrong with it at its line, and its versions. Its text can hold
 * a secret, so viewers don't get it.
 */
@Controller
@Needs(value = Role.OPERATOR, scope = Scope.EVENTS_READ)
class RouteFilePage {

  private static final int VERSIONS = 20;

  private final Routes routes;
  private final FileHistory history;

  RouteFilePage(Routes routes, FileHistory history) {
    this.routes = routes;
    this.history = history;
  }

  @GetMapping("/routes/{customer}/{route}")
  String page(
      @PathVariable String customer, @PathVariable String route, Caller caller, Model model) {
    RouteText text = onDisk(customer, route);
    List<FileProblem> problems = loaded(customer, route).problems();
    return show(customer, route, text.text(), problems, caller, model);
  }

  /**
   * @param text as somebody writes it, which needs not be what is on the disk
   */
  String show(
      String customer,
      String route,
      String text,
      List<FileProblem> problems,
      Caller caller,
      Model model) {
    boolean edits = caller.is(Role.EDITOR) && caller.reach().isEverything();
    model.addAttribute("customer", customer);
    model.addAttribute("name", route);
    model.addAttribute("route", loaded(customer, route));
    model.addAttribute("text", text);
    model.addAttribute("mark", onDisk(customer, route).mark());
    model.addAttribute("lines", new RouteText(text).lines(problems));
    model.addAttribute("problems", problems);
    model.addAttribute("edits", edits);
    model.addAttribute("versions", history.list(null, path(customer, route), 0, VERSIONS));
    return "console/route/file";
  }

  LoadedRoute loaded(String customer, String route) {
    return routes.list().stream()
        .filter(one -> one.id().equals(customer + "/" + route))
        .findFirst()
        .orElseThrow(() -> new NotHere("route", customer + "/" + route));
  }

  RouteText onDisk(String customer, String route) {
    return history
        .text(path(customer, route))
        .map(RouteText::new)
        .orElseThrow(() -> new NotHere("route", customer + "/" + route));
  }

  static String path(String customer, String route) {
    return "routes/" + customer + "/" + route + ".camel.yaml";
  }
}
