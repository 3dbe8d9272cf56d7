package io.usher.hub;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;

/**
 * Leaves out what Spring Boot and Camel would configure and nothing of the hub uses. Camel finds
 * its components, languages and data formats without: such a configuration only looks for settings
 * of each, hundreds of them, which takes a good part of a start. So they are left out only while
 * nothing is set for any.
 */
final class UnneededAutoConfigurations implements AutoConfigurationImportFilter, EnvironmentAware {

  private static final String CAMEL = "org.apache.camel.";
  private static final String SWITCHED_OFF = ".customizer.enabled";
  private static final String BOOT = "org.springframework.boot.";

  /** By the settings for which they are there; where nothing can be set, by a name of ours. */
  private static final Map<String, List<String>> UNNEEDED =
      Map.ofEntries(
          Map.entry("camel.component", List.of(CAMEL + "component.")),
          Map.entry("camel.dataformat", List.of(CAMEL + "dataformat.")),
          Map.entry("camel.language", List.of(CAMEL + "language.")),
          Map.entry("camel.rest", List.of(CAMEL + "model.rest.")),
          Map.entry("camel.vault", List.of(CAMEL + "spring.boot.vault.")),
          Map.entry("camel.cloud", List.of(CAMEL + "spring.boot.cloud.")),
          Map.entry("camel.cluster", List.of(CAMEL + "spring.boot.cluster.")),
          Map.entry("camel.routecontroller", List.of(CAMEL + "spring.boot.routecontroller.")),
          Map.entry("spring.gson", List.of(BOOT + "autoconfigure.gson.")),
          Map.entry(
              "usher.unneeded",
              List.of(
                  BOOT + "actuate.autoconfigure.logging.",
                  BOOT + "actuate.autoconfigure.metrics.integration.",
                  BOOT + "autoconfigure.aop.",
                  BOOT + "autoconfigure.dao.",
                  BOOT + "autoconfigure.jdbc.DataSourceTransactionManager",
                  BOOT + "autoconfigure.jdbc.JdbcTemplate",
                  BOOT + "autoconfigure.r2dbc.",
                  BOOT + "autoconfigure.transaction.",
                  BOOT + "autoconfigure.web.client.RestTemplate",
                  BOOT + "autoconfigure.websocket.")));

  private List<String> leftOut = List.of();

  @Override
  public void setEnvironment(Environment environment) {
    Set<String> set = names((ConfigurableEnvironment) environment);
    leftOut =
        UNNEEDED.entrySet().stream()
            .filter(each -> set.stream().noneMatch(name -> name.startsWith(each.getKey() + ".")))
            .flatMap(each -> each.getValue().stream())
            .toList();
  }

  /**
   * Of all that is set, but for what switches a component's configuration off; those of the
   * machine's environment are CAMEL_VAULT_….
   */
  private static Set<String> names(ConfigurableEnvironment environment) {
    return environment.getPropertySources().stream()
        .filter(EnumerablePropertySource.class::isInstance)
        .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
        .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '.'))
        .filter(name -> !name.endsWith(SWITCHED_OFF))
        .collect(Collectors.toSet());
  }

  @Override
  public boolean[] match(String[] classes, AutoConfigurationMetadata metadata) {
    boolean[] wanted = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      String name = classes[i];
      wanted[i] = name == null || leftOut.stream().noneMatch(name::startsWith);
    }
    return wanted;
  }
}
