package io.usher.hub;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much time a stop takes.
 *
 * @param limit for what is under way; what then still runs is left to the next start
 * @param linger how long the web server still says "come back" to connections that stay open
 */
@ConfigurationProperties("usher.stop")
record StopSettings(@DefaultValue("20s") Duration limit, @DefaultValue("1s") Duration linger) {}
