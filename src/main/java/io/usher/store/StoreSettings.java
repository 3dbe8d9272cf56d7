package io.usher.store;

import io.usher.settings.HubSettings;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which database holds the store.
 *
 * @param url its JDBC address; empty for the embedded one in the data folder
 */
@ConfigurationProperties("usher.store")
public record StoreSettings(@DefaultValue("") String url) {

  private static final String SQLITE = "jdbc:sqlite:";

  String url(HubSettings hub) {
    return url.isBlank() ? SQLITE + hub.dataDir().resolve("usher.db") : url;
  }

  /** The folder of the database's file, which one process holds alone. */
  static Path folder(String url) {
    return Path.of(url.substring(SQLITE.length())).toAbsolutePath().getParent();
  }
}
