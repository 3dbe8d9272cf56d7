package io.usher.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.usher.access.ApiTokens;
import io.usher.access.Caller;
import io.usher.access.Needs;
import io.usher.access.Role;
import io.usher.audit.AuditNote;
import io.usher.audit.Audited;
import io.usher.store.Token;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tokens for scripts. A token itself is in one answer only, the one to its making. */
@RestController
@Needs(value = Role.ADMIN, wholeHub = true)
@RequestMapping("/api/v1/tokens")
class TokenApi {

  private final ApiTokens tokens;
  private final Clock clock;

  TokenApi(ApiTokens tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  @Operation(summary = "All tokens, newest first, with those that are revoked or have expired")
  @GetMapping
  OverviewApi.Items<TokenView> list() {
    return new OverviewApi.Items<>(tokens.all().stream().map(this::view).toList());
  }

  @Operation(
      summary = "Makes a token; the answer holds it, this once",
      description = "It lasts 90d unless expires says otherwise, such as 30d or 12h; 400d at most.")
  @Audited("token.new")
  @PostMapping
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = NewToken.class)))
  ResponseEntity<TokenMade> make(
      @RequestBody(required = false) byte @Nullable [] body,
      Caller caller,
      HttpServletRequest request) {
    NewToken wish = StrictJson.read(body, NewToken.class);
    ApiTokens.Made made = tokens.make(wish.wish(), caller.name());
    AuditNote.add(
        request, made.token().name() + " " + made.token().prefix() + "…, " + made.token().scopes());
    return ResponseEntity.status(HttpStatus.CREATED)
        .body(new TokenMade(view(made.token()), made.secret()));
  }

  @Operation(summary = "Revokes a token for good")
  @Audited("token.revoke")
  @DeleteMapping("/{id}")
  TokenView revoke(@PathVariable String id) {
    return view(tokens.revoke(id));
  }

  private TokenView view(Token token) {
    Status status =
        token.revokedAt() != null
            ? Status.REVOKED
            : clock.instant().isBefore(token.expiresAt()) ? Status.VALID : Status.EXPIRED;
    return new TokenView(
        token.id(),
        token.name(),
        token.prefix(),
        status,
        token.role().toLowerCase(Locale.ROOT),
        token.reach().names(),
        token.scopes(),
        token.createdBy(),
        token.createdAt(),
        token.expiresAt(),
        token.revokedAt(),
        token.lastUsedAt());
  }

  /** Whether it is taken. */
  enum Status {
    VALID,
    EXPIRED,
    REVOKED
  }

  /**
   * @param customers empty for all
   */
  record TokenView(
      String id,
      String name,
      String prefix,
      Status status,
      String role,
      List<String> customers,
      List<String> scopes,
      String createdBy,
      Instant createdAt,
      Instant expiresAt,
      @Nullable Instant revokedAt,
      @Nullable Instant lastUsedAt) {}

  record TokenMade(@JsonUnwrapped TokenView view, String token) {

    @Override
    public String toString() {
      return "new " + view;
    }
  }

  record NewToken(
      @Nullable String name,
      @Nullable String role,
      @Nullable List<@Nullable String> customers,
      @Nullable List<@Nullable String> scopes,
      @Nullable String expires) {

    ApiTokens.NewTokenWish wish() {
      return new ApiTokens.NewTokenWish(name, role, customers, scopes, lasts());
    }

    private @Nullable Duration lasts() {
      try {
        return expires == null ? null : DurationStyle.SIMPLE.parse(expires);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw ApiProblem.badParameter(
            "The field expires must be how long the token lasts, such as 90d or 12h.");
      }
    }
  }
}
