package io.usher.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/** {@code config/application.yaml} holds every setting once, with its sentence. */
class SettingsFileTest {

  @Test
  void theShippedFileAndTheSettingsRecordsNameTheSameKeys() throws IOException {
    Set<String> inFile = new TreeSet<>();
    List<PropertySource<?>> sources =
        new YamlPropertySourceLoader()
            .load("shipped", new FileSystemResource("config/application.yaml"));
    for (PropertySource<?> source : sources) {
      for (String key : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
        inFile.add(key.replaceAll("\\[\\d+]", ""));
      }
    }
    inFile.removeIf(key -> !key.startsWith("usher."));
    assertThat(inFile).isEqualTo(SettingsCheck.known());
  }
}
