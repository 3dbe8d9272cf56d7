package io.usher.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Scope;
import io.usher.access.Users;
import io.usher.audit.Audited;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whoever asks. */
@RestController
@RequestMapping("/api/v1/me")
class MeApi {

  private final Users users;

  MeApi(Users users) {
    this.users = users;
  }

  @Operation(summary = "Who you are to this hub, and what you may do")
  @Needs(value = Role.VIEWER, scope = Scope.EVENTS_READ)
  @GetMapping
  Me show(Caller caller) {
    return new Me(
        caller.name(),
        caller.role().word(),
        caller.reach().names(),
        caller.kind(),
        caller.scopes().stream().map(Scope::word).sorted().toList());
  }

  @Operation(summary = "Changes your own password; your other sessions end")
  @Audited("user.own-password")
  @Needs(Role.VIEWER)
  @PutMapping("/password")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = OwnPassword.class)))
  ResponseEntity<Void> password(
      @RequestBody(required = false) byte @Nullable [] body,
      Caller caller,
      HttpServletRequest request) {
    OwnPassword wish = StrictJson.read(body, OwnPassword.class);
    users.changePassword(
        caller, String.valueOf(wish.current()), String.valueOf(wish.password()), request);
    return ResponseEntity.noContent().build();
  }

  /**
   * @param customers empty for all
   * @param scopes of a token; empty for people
   */
  record Me(
      String name,
      String role,
      List<String> customers,
      Caller.Kind signedInBy,
      List<String> scopes) {}

  record OwnPassword(@Nullable String current, @Nullable String password) {

    @Override
    public String toString() {
      return "a change of password";
    }
  }
}
