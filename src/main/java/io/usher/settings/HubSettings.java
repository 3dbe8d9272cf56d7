package io.usher.settings;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the hub finds what people edit, and where it keeps what it must not lose.
 *
 * @param dataDir holds usher.db; written by the hub alone
 * @param routesDir routers, destinations, connectors, templates
 * @param customersDir one YAML file a customer
 * @param publicUrl the address the outside sees; empty for this machine's
 */
@ConfigurationProperties("usher")
public record HubSettings(
    @DefaultValue("data") Path dataDir,
    @DefaultValue("routes") Path routesDir,
    @DefaultValue("config/customers") Path customersDir,
    @DefaultValue("") String publicUrl) {}
