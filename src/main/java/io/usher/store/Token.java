package io.usher.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token that scripts use. The token itself is kept nowhere.
 *
 * @param prefix how it begins, for people to tell it from others
 * @param scopes what it is for, such as events:read
 */
public record Token(
    String id,
    String name,
    String prefix,
    String role,
    Reach reach,
    List<String> scopes,
    String createdBy,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt) {

  public Token {
    scopes = List.copyOf(scopes);
  }
}
