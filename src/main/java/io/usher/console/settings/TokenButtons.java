package io.usher.console.settings;

import io.usher.access.AccessRefused;
import io.usher.access.ApiTokens;
import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.audit.AuditNote;
import io.usher.audit.Audited;
import io.usher.console.Flash;
import io.usher.store.Token;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Makes tokens for scripts, and revokes them. */
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
      @RequestParam int days,
      @RequestParam(required = false) @Nullable List<@Nullable String> scopes,
      @RequestParam(required = false) @Nullable List<@Nullable String> customers,
      Caller caller,
      HttpServletRequest request,
      RedirectAttributes next) {
    ApiTokens.Made made =
        tokens.make(
            new ApiTokens.NewTokenWish(name, role, customers, scopes, Duration.ofDays(days)),
            caller.name());
    Token token = made.token();
    AuditNote.add(request, token.name() + " " + token.prefix() + "…, " + token.scopes());
    next.addFlashAttribute("made", new Made("The token " + token.name(), made.secret()));
    Flash.done(next, "The token " + token.name() + " is made.");
    return UserButtons.SETTINGS;
  }

  @Audited("token.revoke")
  @PostMapping("/{id}/revoke")
  String revoke(@PathVariable String id, RedirectAttributes next) {
    Token token = tokens.revoke(id);
    Flash.done(
        next, "The token " + token.name() + " is revoked; the next call with it is refused.");
    return UserButtons.SETTINGS;
  }

  @ExceptionHandler
  String refused(AccessRefused e, RedirectAttributes next) {
    Flash.refused(next, String.valueOf(e.getMessage()));
    return UserButtons.SETTINGS;
  }
}
