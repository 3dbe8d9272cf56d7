package io.usher.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.access.Users;
import io.usher.audit.AuditNote;
import io.usher.audit.Audited;
import io.usher.store.User;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who may sign in with a password, and what they may do. */
@RestController
@Needs(value = Role.ADMIN, wholeHub = true)
@RequestMapping("/api/v1/users")
class UserApi {

  private final Users users;

  UserApi(Users users) {
    this.users = users;
  }

  @Operation(summary = "All users, by name")
  @GetMapping
  OverviewApi.Items<UserView> list() {
    return new OverviewApi.Items<>(users.all().stream().map(UserView::of).toList());
  }

  @Operation(summary = "One user")
  @GetMapping("/{user}")
  UserView show(@PathVariable String user) {
    return UserView.of(users.find(user));
  }

  @Operation(
      summary = "Adds a user",
      description =
          "Without a password one is made; the answer holds it, this once. Without customers the user sees all.")
  @Audited("user.new")
  @PostMapping
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = NewUser.class)))
  ResponseEntity<UserMade> add(
      @RequestBody(required = false) byte @Nullable [] body, HttpServletRequest request) {
    NewUser wish = StrictJson.read(body, NewUser.class);
    String name = String.valueOf(wish.name());
    Optional<String> made = users.add(name, wish.role(), wish.customers(), wish.password());
    AuditNote.add(request, name + ": " + described(users.find(name)));
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(new UserMade(UserView.of(users.find(name)), made.orElse(null)));
  }

  @Operation(
      summary = "Changes role or customers; the user's sessions end",
      description = "What isn't named stays. An empty list of customers means all.")
  @Audited("user.set")
  @PatchMapping("/{user}")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = ChangedUser.class)))
  UserView set(
      @PathVariable String user,
      @RequestBody(required = false) byte @Nullable [] body,
      HttpServletRequest request) {
    ChangedUser wish = StrictJson.read(body, ChangedUser.class);
    users.set(user, wish.role(), wish.customers());
    AuditNote.add(request, described(users.find(user)));
    return UserView.of(users.find(user));
  }

  @Operation(summary = "Removes a user; its sessions end")
  @Audited("user.remove")
  @DeleteMapping("/{user}")
  ResponseEntity<Void> remove(@PathVariable String user) {
    users.remove(user);
    return ResponseEntity.noContent().build();
  }

  @Operation(
      summary = "Gives a user another password; its sessions end",
      description = "Without a password one is made; the answer holds it, this once.")
  @Audited("user.password")
  @PutMapping("/{user}/password")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = NewPassword.class)))
  PasswordMade password(
      @PathVariable String user, @RequestBody(required = false) byte @Nullable [] body) {
    NewPassword wish =
        body == null ? new NewPassword(null) : StrictJson.read(body, NewPassword.class);
    return new PasswordMade(users.setPassword(user, wish.password()).orElse(null));
  }

  static String described(User user) {
    return user.role().toLowerCase(Locale.ROOT)
        + (user.reach().isEverything()
            ? " for all customers"
            : " for " + String.join(", ", user.reach().names()));
  }

  /**
   * @param customers empty for all
   */
  record UserView(
      String name,
      String role,
      List<String> customers,
      Instant createdAt,
      @Nullable Instant signedInAt) {

    static UserView of(User user) {
      return new UserView(
          user.name(),
          user.role().toLowerCase(Locale.ROOT),
          user.reach().names(),
          user.createdAt(),
          user.signedInAt());
    }
  }

  /**
   * @param password only where it was made here
   */
  record UserMade(UserView user, @Nullable String password) {

    @Override
    public String toString() {
      return "new " + user;
    }
  }

  record PasswordMade(@Nullable String password) {

    @Override
    public String toString() {
      return "a password";
    }
  }

  record NewUser(
      @Nullable String name,
      @Nullable String role,
      @Nullable List<@Nullable String> customers,
      @Nullable String password) {

    @Override
    public String toString() {
      return "new user " + name;
    }
  }

  record ChangedUser(@Nullable String role, @Nullable List<@Nullable String> customers) {}

  record NewPassword(@Nullable String password) {

    @Override
    public String toString() {
      return "a password";
    }
  }
}
