package io.usher.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who signs in with a password.
 *
 * @param role name of the role, such as OPERATOR
 * @param changedAt when password, role or customers were last changed
 */
public record User(
    String name,
    String passwordHash,
    String role,
    Reach reach,
    Instant createdAt,
    Instant changedAt,
    @Nullable Instant signedInAt) {

  /** Without the hash. */
  @Override
  public String toString() {
    return "user " + name;
  }
}
