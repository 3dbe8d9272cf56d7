package io.usher.store;

import java.time.Instant;
import java.util.List;

/** A token to be kept; see {@link Token}. */
public record NewToken(
    String name,
    String prefix,
    String sha256,
    String role,
    Reach reach,
    List<String> scopes,
    String createdBy,
    Instant expiresAt) {

  public NewToken {
    scopes = List.copyOf(scopes);
  }
}
