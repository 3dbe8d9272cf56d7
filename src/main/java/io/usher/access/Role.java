package io.usher.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each role may do what those before it may. */
public enum Role {
  /** Sees events, deliveries and what became of them; changes nothing, gets no payload. */
  VIEWER,
  /** Gets payloads; redelivers, re-routes, releases, discards, pauses, runs jobs. */
  OPERATOR,
  /** Changes routes and customers. */
  EDITOR,
  /** Users, tokens, the audit log, erasing and removing. Never limited to customers. */
  ADMIN;

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** As people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> named(String word) {
    return Arrays.stream(values()).filter(role -> role.name().equalsIgnoreCase(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Role::word).toList();
  }
}
