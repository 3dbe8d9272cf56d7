package io.usher.customer;

import io.usher.settings.KeepTime;
import org.jspecify.annotations.Nullable;

/**
 * How long a customer's data is kept, where that differs from the hub's settings.
 *
 * @param payloads of events whose deliveries all ended well
 * @param log events, deliveries and attempts of which nothing is open
 */
public record Retention(@Nullable KeepTime payloads, @Nullable KeepTime log) {

  public static final Retention AS_THE_HUB = new Retention(null, null);
}
