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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What admins do with users. A password that was made is in the answer itself, and nowhere else.
 */
@Controller
@Needs(value = Role.ADMIN, wholeHub = true)
@RequestMapping("/settings")
class UserButtons {

  private final Users users;

  UserButtons(Users users) {
    this.users = users;
  }

  @Audited("user.new")
  @PostMapping("/users")
  String add(
      @RequestParam String name,
      @RequestParam String role,
      @RequestParam(required = false) @Nullable List<String> customers,
      HttpServletRequest request,
      Model model,
      RedirectAttributes next) {
    try {
      Optional<String> made = users.add(name.strip(), role, customers, null);
      AuditNote.add(request, name.strip() + ": " + role);
      return secret("The password of " + name.strip(), made.orElse(""), model);
    } catch (AccessRefused refused) {
      return refused(refused, request, next);
    }
  }

  @Audited("user.set")
  @PostMapping("/users/{user}")
  String set(
      @PathVariable String user,
      @RequestParam String role,
      HttpServletRequest request,
      RedirectAttributes next) {
    try {
      users.set(user, role, null);
      AuditNote.add(request, role);
      Flash.done(next, user + " is " + role + " now, and has to sign in again.");
      return "redirect:/settings";
    } catch (AccessRefused refused) {
      return refused(refused, request, next);
    }
  }

  @Audited("user.password")
  @PostMapping("/users/{user}/password")
  String password(
      @PathVariable String user, HttpServletRequest request, Model model, RedirectAttributes next) {
    try {
      Optional<String> made = users.setPassword(user, null);
      return secret("The new password of " + user, made.orElse(""), model);
    } catch (AccessRefused refused) {
      return refused(refused, request, next);
    }
  }

  @Audited("user.remove")
  @PostMapping("/users/{user}/remove")
  String remove(@PathVariable String user, HttpServletRequest request, RedirectAttributes next) {
    try {
      users.remove(user);
      Flash.done(next, user + " was removed.");
      return "redirect:/settings";
    } catch (AccessRefused refused) {
      return refused(refused, request, next);
    }
  }

  /** Everybody's own. */
  @Audited("user.password")
  @Needs(Role.VIEWER)
  @PostMapping("/password")
  String own(
      @RequestParam String current,
      @RequestParam String wanted,
      Caller caller,
      HttpServletRequest request,
      RedirectAttributes next) {
    try {
      users.changePassword(caller, current, wanted, request);
      Flash.done(next, "Your password is changed. Your other sessions ended.");
      return "redirect:/settings";
    } catch (AccessRefused refused) {
      return refused(refused, request, next);
    }
  }

  static String secret(String what, String secret, Model model) {
    model.addAttribute("what", what);
    model.addAttribute("secret", secret);
    return "console/settings/secret";
  }

  static String refused(
      AccessRefused refused, HttpServletRequest request, RedirectAttributes next) {
    AuditNote.add(request, "refused");
    Flash.refused(next, String.valueOf(refused.getMessage()));
    return "redirect:/settings";
  }
}
