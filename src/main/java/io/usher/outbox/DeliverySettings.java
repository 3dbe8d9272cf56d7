package io.usher.outbox;

import io.usher.store.Rate;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How deliveries are tried, where a destination says nothing else.
 *
 * @param schedule how long to wait before each further attempt; when it is used up the delivery is
 *     dead
 * @param jitter share by which each wait varies at random, 0 to 1, so that what failed together
 *     does not return together
 * @param timeout how long one attempt may take
 * @param concurrency attempts at a time for each destination
 * @param rate how many attempts of a destination may start, such as 10/s, in all hubs together;
 *     empty for as many as there are
 */
@ConfigurationProperties("usher.delivery")
public record DeliverySettings(
    @DefaultValue({"5s", "30s", "2m", "10m", "30m", "1h", "3h", "6h", "12h", "24h"})
        List<Duration> schedule,
    @DefaultValue("0.1") double jitter,
    @DefaultValue("60s") Duration timeout,
    @DefaultValue("8") int concurrency,
    @DefaultValue("") String rate) {

  public DeliverySettings {
    if (!rate.isBlank()) {
      Rate.parse(rate);
    }
  }
}
