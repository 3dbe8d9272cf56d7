package io.usher.webhook;

import io.usher.customer.Source;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * {@code verifier: none}: takes any JSON object from anybody who knows the path. Must be asked for
 * by name.
 */
@Component
final class UncheckedVerifier implements Verifier {

  private static final Logger LOG = LoggerFactory.getLogger(UncheckedVerifier.class);

  private final Set<Source> told = ConcurrentHashMap.newKeySet();

  @Override
  public String name() {
    return "none";
  }

  /** Warns of each source once, however often its file is read. */
  @Override
  public void check(Source source) {
    if (told.add(source)) {
      LOG.warn(
          "{} takes webhooks without any check (verifier: none). Whoever knows its path can send events.",
          source);
    }
  }

  @Override
  public Verified verify(Webhook webhook) {
    return ShowpassVerifier.verified(Envelope.read(webhook.body()), null);
  }
}
