package io.usher.customer;

import java.util.List;
import java.util.Map;

/**
 * A business whose events we carry.
 *
 * @param id its file's name, and the first part of every placeholder: {@code {{demo.mail.from}}}
 * @param settings flat, keys joined by dots
 * @param retention where it differs from the hub's
 */
public record Customer(
    String id,
    String name,
    List<Source> sources,
    Map<String, String> settings,
    Retention retention) {

  /** Without settings, so that no log line can hold a secret. */
  @Override
  public String toString() {
    return id;
  }
}
