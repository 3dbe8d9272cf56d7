package io.usher.console.settings;

import io.usher.access.AccessRefused;
import io.usher.access.ApiTokens;
import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.audit.AuditNote;
import io.usher.audit.Audited;
import io.usher.console.Flash;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What admins do with tokens. */
@Controller
@Needs(value = Role.ADMIN, wholeHub = true)
@RequestMapping("/settings/tokens")
class TokenButtons {

  private final ApiTokens tokens;

  TokenButtons(ApiTokens tokens) {
    this.tokens = tokens;
  }

  @Audited("token.new")
  @PostMapping
  String make(
      @RequestParam String name,
      @RequestParam String role,
      @RequestParam(required = false) @Nullable List<String> customers,
      @RequestParam(required = false) @Nullable List<String> scopes,
      @RequestParam(defaultValue = "90") int days,
      Caller caller,
      HttpServletRequest request,
      Model model,
      RedirectAttributes next) {
    try {
      ApiTokens.Made made =
          tokens.make(
              new ApiTokens.NewTokenWish(name, role, customers, scopes, Duration.ofDays(days)),
              caller.name());
      AuditNote.add(request, made.token().name() + " " + made.token().prefix() + "…");
      return UserButtons.secret("The token " + made.token().name(), made.secret(), model);
    } catch (AccessRefused refused) {
      return UserButtons.refused(refused, request, next);
    }
  }

  @Audited("token.revoke")
  @PostMapping("/{id}/revoke")
  String revoke(@PathVariable String id, HttpServletRequest request, RedirectAttributes next) {
    try {
      Flash.done(next, "The token " + tokens.revoke(id).name() + " is revoked for good.");
      return "redirect:/settings";
    } catch (AccessRefused refused) {
      return UserButtons.refused(refused, request, next);
    }
  }
}
