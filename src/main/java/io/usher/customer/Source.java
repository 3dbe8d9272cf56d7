package io.usher.customer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sender we accept for a customer.
 *
 * @param path below {@code /hooks/}, unique in the whole hub
 * @param verifier the name of the check that a webhook must pass
 * @param secrets the active ones, first the current; empty only for verifier {@code none}
 * @param addresses who may send: single addresses, CIDR ranges or the preset {@code showpass};
 *     empty for everybody
 * @param organization the sender's organization id; an event of another one is quarantined; null to
 *     accept any
 */
public record Source(
    String customer,
    String name,
    String path,
    String verifier,
    List<String> secrets,
    List<String> addresses,
    @Nullable String organization,
    OnBadSignature onBadSignature) {

  /** What happens to a webhook whose signature doesn't match. */
  public enum OnBadSignature {
    /** Answered 401, not stored. */
    REFUSE,
    /** Answered 202 and kept for a person to judge. */
    QUARANTINE
  }

  /** Without the secrets, so that no log line can hold them. */
  @Override
  public String toString() {
    return customer + "/" + name;
  }
}
