package io.usher.webhook;

import io.usher.customer.Source;

/**
 * Decides whether a webhook comes from who it says. A source names its verifier in YAML by {@link
 * #name()}; every bean of this type can be named. Called on the request's thread, for many requests
 * at once; must not block.
 */
public interface Verifier {

  /** What sources write as {@code verifier:}. */
  String name();

  /**
   * Whether this source's settings allow a check at all; asked when the source is loaded.
   *
   * @throws IllegalArgumentException with what is missing, as the end of a sentence
   */
  void check(Source source);

  /**
   * @return what was verified
   * @throws Refusal when it can't be read or isn't genuine
   */
  Verified verify(Webhook webhook);
}
