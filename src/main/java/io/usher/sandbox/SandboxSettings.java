package io.usher.sandbox;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the sandbox.
 *
 * @param smtpPort where mail is taken, on 127.0.0.1; 0 for any free port
 */
@ConfigurationProperties("usher.sandbox")
record SandboxSettings(boolean enabled, @DefaultValue("3025") int smtpPort) {}
