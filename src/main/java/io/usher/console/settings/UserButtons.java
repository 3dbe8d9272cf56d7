package io.usher.console.settings;

import io.usher.access.AccessRefused;
import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Users;
import io.usher.audit.AuditNote;
import io.usher.audit.Audited;
import io.usher.console.Flash;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an admin does about users, and everybody about their own password. */
@Controller
@Needs(value = Role.ADMIN, wholeHub = true)
@RequestMapping("/settings")
class UserButtons {

  static final String SETTINGS = "redirect:/settings";

  private final Users users;

  UserButtons(Users users) {
    this.users = users;
  }

  @Audited("user.own-password")
  @Needs(Role.VIEWER)
  @PostMapping("/password")
  String ownPassword(
      @RequestParam String current,
      @RequestParam String password,
      Caller caller,
      HttpServletRequest request,
      RedirectAttributes next) {
    users.changePassword(caller, current, password, request);
    Flash.done(next, "Your password is changed; your other sessions have ended.");
    return SETTINGS;
  }

  @Audited("user.new")
  @PostMapping("/users")
  String add(
      @RequestParam String name,
      @RequestParam String role,
      @RequestParam(required = false) @Nullable List<@Nullable String> customers,
      HttpServletRequest request,
      RedirectAttributes next) {
    users
        .add(name, role, customers, null)
        .ifPresent(
            password ->
                next.addFlashAttribute("made", new Made("The password of " + name, password)));
    AuditNote.add(request, name + ": " + described(role, customers));
    Flash.done(next, "The user " + name + " can sign in now.");
    return SETTINGS;
  }

  @Audited("user.set")
  @PostMapping("/users/{user}")
  String set(
      @PathVariable String user,
      @RequestParam String role,
      @RequestParam(required = false) @Nullable List<@Nullable String> customers,
      HttpServletRequest request,
      RedirectAttributes next) {
    users.set(user, role, customers == null ? List.of() : customers);
    AuditNote.add(request, described(role, customers));
    Flash.done(
        next, user + " is " + described(role, customers) + " now; their sessions have ended.");
    return SETTINGS;
  }

  @Audited("user.password")
  @PostMapping("/users/{user}/password")
  String password(@PathVariable String user, RedirectAttributes next) {
    users
        .setPassword(user, null)
        .ifPresent(
            password ->
                next.addFlashAttribute("made", new Made("The new password of " + user, password)));
    Flash.done(next, user + " has another password; their sessions have ended.");
    return SETTINGS;
  }

  @Audited("user.remove")
  @PostMapping("/users/{user}/remove")
  String remove(@PathVariable String user, RedirectAttributes next) {
    users.remove(user);
    Flash.done(next, "The user " + user + " is removed; their sessions have ended.");
    return SETTINGS;
  }

  private static String described(String role, @Nullable List<@Nullable String> customers) {
    return role
        + (customers == null || customers.isEmpty()
            ? " for all customers"
            : " for " + String.join(", ", customers.stream().map(String::valueOf).toList()));
  }

  @ExceptionHandler
  String refused(AccessRefused e, RedirectAttributes next) {
    Flash.refused(next, String.valueOf(e.getMessage()));
    return SETTINGS;
  }
}
