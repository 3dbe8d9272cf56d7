package io.usher.health;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * From when on the hub says that it falls behind.
 *
 * @param oldestPending how old an event or a delivery may be that is not finished; for the health
 *     and for alarms
 */
@ConfigurationProperties("usher.health")
public record HealthSettings(@DefaultValue("1h") Duration oldestPending) {}
