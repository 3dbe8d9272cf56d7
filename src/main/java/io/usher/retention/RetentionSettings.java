package io.usher.retention;

import io.usher.settings.KeepTime;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long events are kept, where a customer's file says nothing else.
 *
 * @param payloads of events whose deliveries all ended well
 * @param log events, deliveries and attempts of which nothing is open
 * @param audit who did what
 * @param every how often what is older is removed
 */
@ConfigurationProperties("usher.retention")
public record RetentionSettings(
    @DefaultValue("30d") KeepTime payloads,
    @DefaultValue("400d") KeepTime log,
    @DefaultValue("400d") KeepTime audit,
    @DefaultValue("1h") Duration every) {}
