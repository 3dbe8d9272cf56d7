package io.usher.console.customer;

import io.usher.customer.Source;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source as its page shows it.
 *
 * @param url what the sender is told
 * @param last when its last event came; null when none did
 */
record SourceSheet(Source source, String url, @Nullable Instant last) {

  public String name() {
    return source.name();
  }

  public String verifier() {
    return source.verifier();
  }

  public boolean isUnchecked() {
    return source.verifier().equals("none");
  }

  /** How many; none of them is ever shown. */
  public int secrets() {
    return source.secrets().size();
  }

  public List<String> addresses() {
    return source.addresses();
  }

  public @Nullable String organization() {
    return source.organization();
  }
}
