package io.usher.webhook;

import io.usher.customer.Source;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request before it's trusted.
 *
 * @param body exactly as received
 * @param headers looks one up by name, whatever its case; null when it is not there
 * @param address who sent it
 */
public record Webhook(
    Source source, byte[] body, Function<String, @Nullable String> headers, String address) {

  public @Nullable String header(String name) {
    return headers.apply(name);
  }

  /** Without body and headers, so that no log line can hold them. */
  @Override
  public String toString() {
    return "webhook for " + source;
  }
}
