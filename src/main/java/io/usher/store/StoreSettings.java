package io.usher.store;

import io.usher.settings.HubSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which database holds the store.
 *
 * @param url its JDBC address; empty for the embedded one in the data folder
 * @param user who signs in at a PostgreSQL; empty when the address says it
 */
@ConfigurationProperties("usher.store")
public record StoreSettings(
    @DefaultValue("") String url,
    @DefaultValue("") String user,
    @DefaultValue("") String password) {

  StoreAddress address(HubSettings hub) {
    return url.isBlank()
        ? address(StoreAddress.SQLITE + hub.dataDir().resolve("usher.db"))
        : named();
  }

  /** The database that the address names, where there is no other choice. */
  StoreAddress named() {
    return address(url.strip());
  }

  private StoreAddress address(String address) {
    return new StoreAddress(DatabaseType.of(address), address, user, password);
  }

  /** Without the password, so that no log line can hold it. */
  @Override
  public String toString() {
    return "StoreSettings[user=" + user + "]";
  }
}
