package io.usher.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class UnneededAutoConfigurationsTest {

  private static final String VAULT =
      "org.apache.camel.spring.boot.vault.AwsVaultAutoConfiguration";
  private static final String HTTP =
      "org.apache.camel.component.http.springboot.HttpComponentAutoConfiguration";
  private static final String CAMEL = "org.apache.camel.spring.boot.CamelAutoConfiguration";

  private static boolean[] wanted(Map<String, Object> settings, String... classes) {
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    UnneededAutoConfigurations unneeded = new UnneededAutoConfigurations();
    unneeded.setEnvironment(environment);
    return unneeded.match(classes, (AutoConfigurationMetadata) null);
  }

  @Test
  void whatNothingIsSetForIsLeftOutAndNothingElse() {
    assertThat(wanted(Map.of(), VAULT, HTTP, CAMEL, null))
        .containsExactly(false, false, true, true);
  }

  @Test
  void aSettingBringsItBack() {
    assertThat(wanted(Map.of("camel.component.http.followRedirects", "true"), VAULT, HTTP, CAMEL))
        .containsExactly(false, true, true);
    assertThat(wanted(Map.of("CAMEL_VAULT_AWS_REGION", "ca-west-1"), VAULT, HTTP, CAMEL))
        .containsExactly(true, false, true);
  }

  @Test
  void switchingAComponentOffIsNoSettingOfOne() {
    assertThat(wanted(Map.of("camel.component.http.customizer.enabled", "false"), HTTP))
        .containsExactly(false);
  }
}
