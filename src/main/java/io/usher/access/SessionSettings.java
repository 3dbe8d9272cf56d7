package io.usher.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long somebody stays signed in.
 *
 * @param idle without doing anything
 * @param longest however busy
 */
@ConfigurationProperties("usher.session")
record SessionSettings(@DefaultValue("30m") Duration idle, @DefaultValue("12h") Duration longest) {}
