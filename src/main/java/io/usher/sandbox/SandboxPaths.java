package io.usher.sandbox;

import io.usher.access.OpenPaths;
import io.usher.sandbox.standin.SandboxOnly;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which paths belong to whom, for the hub's access rules. */
@SandboxOnly
@Configuration(proxyBeanMethods = false)
class SandboxPaths {

  static final String SALESFORCE = "/sandbox/salesforce/*/services/**";
  static final String GOOGLE_TOKEN = "/sandbox/google/token";
  static final String GOOGLE_API = "/sandbox/google/v4/**";

  /**
   * Called by connectors, which have the vendor's kind of login: needs none of ours and no CSRF
   * token. All other paths under {@code /sandbox} are a person's.
   */
  @Bean
  OpenPaths vendorPaths() {
    return new OpenPaths(List.of(SALESFORCE, GOOGLE_TOKEN, GOOGLE_API));
  }
}
