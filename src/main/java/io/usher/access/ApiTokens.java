package io.usher.access;

import io.usher.store.NewToken;
import io.usher.store.Reach;
import io.usher.store.Token;
import io.usher.store.TokenStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes API tokens and recognizes them. Only a token's SHA-256 is kept: it can't be guessed. */
@Component
public class ApiTokens {

  static final String PREFIX = "usher_";
  private static final int SHOWN = PREFIX.length() + 6;
  private static final int LONGEST = 100;
  private static final Duration USUAL = Duration.ofDays(90);
  private static final Duration LONGEST_LIFE = Duration.ofDays(400);

  private final TokenStore store;
  private final Clock clock;
  private final Grants grants;
  private final SecureRandom random = new SecureRandom();

  ApiTokens(TokenStore store, Clock clock, Grants grants) {
    this.grants = grants;
    this.store = store;
    this.clock = clock;
  }

  /**
   * A token as somebody wants it.
   *
   * @param customers none for all
   * @param lasts null for ninety days
   */
  public record NewTokenWish(
      @Nullable String name,
      @Nullable String role,
      @Nullable List<@Nullable String> customers,
      @Nullable List<@Nullable String> scopes,
      @Nullable Duration lasts) {}

  /**
   * @param secret the token itself, shown this once
   */
  public record Made(Token token, String secret) {}

  public Made make(NewTokenWish wish, String createdBy) {
    Role role = grants.role(wish.role());
    Reach reach = grants.reach(role, wish.customers());
    Set<Scope> scopes = scopes(wish.scopes());
    String name = name(wish.name());
    Instant expiresAt = clock.instant().plus(lasts(wish.lasts()));
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    NewToken token =
        new NewToken(
            name,
            secret.substring(0, SHOWN),
            sha256(secret),
            role.name(),
            reach,
            scopes.stream().map(Scope::word).sorted().toList(),
            createdBy,
            expiresAt);
    return new Made(store.add(token), secret);
  }

  private static String name(@Nullable String name) {
    if (name == null || !name.matches("[a-zA-Z0-9][a-zA-Z0-9 ._-]{0,59}")) {
      throw AccessRefused.wrong(
          "A token's name has 1 to 60 characters: letters, digits, spaces, and . _ - within.");
    }
    return name;
  }

  private static Set<Scope> scopes(@Nullable List<@Nullable String> words) {
    if (words == null || words.isEmpty()) {
      throw AccessRefused.wrong(
          "Say what the token is for: at least one scope of " + Scope.words() + ".");
    }
    return words.stream()
        .map(
            word ->
                Scope.named(String.valueOf(word))
                    .orElseThrow(
                        () ->
                            AccessRefused.wrong(
                                "There is no scope "
                                    + word
                                    + "; there are "
                                    + Scope.words()
                                    + ".")))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
  }

  private static Duration lasts(@Nullable Duration wanted) {
    Duration lasts = wanted == null ? USUAL : wanted;
    if (lasts.compareTo(Duration.ofMinutes(1)) < 0 || lasts.compareTo(LONGEST_LIFE) > 0) {
      throw AccessRefused.wrong("A token lasts between 1m and 400d.");
    }
    return lasts;
  }

  /** Newest first, with those that are revoked or have expired. */
  public List<Token> all() {
    return store.all();
  }

  /** From the next call on it is refused. */
  public Token revoke(String id) {
    if (!store.revoke(id)) {
      throw AccessRefused.absent("There is no token with the id " + id + ".");
    }
    return store.find(id).orElseThrow();
  }

  /** Whoever this token makes its holder; empty when it is unknown, revoked or has expired. */
  Optional<Caller> caller(String secret) {
    if (!secret.startsWith(PREFIX) || secret.length() > LONGEST) {
      return Optional.empty();
    }
    Optional<Token> found = store.withHash(sha256(secret)).filter(this::isValid);
    found.ifPresent(store::used);
    return found.map(ApiTokens::caller);
  }

  private boolean isValid(Token token) {
    return token.revokedAt() == null && clock.instant().isBefore(token.expiresAt());
  }

  private static Caller caller(Token token) {
    return new Caller(
        "token " + token.name(),
        Role.named(token.role()).orElse(Role.VIEWER),
        token.reach(),
        Caller.Kind.TOKEN,
        token.scopes().stream().flatMap(s -> Scope.named(s).stream()).collect(Collectors.toSet()));
  }

  private static String sha256(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-256.", e);
    }
  }
}
