package io.usher.connector.http;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.stereotype.Component;

/** An HTTP client that does what it is told: one request, no retries, no redirects, no cookies. */
@Component("plainClient")
class PlainClient implements HttpClientConfigurer {

  @Override
  public void configureHttpClient(HttpClientBuilder builder) {
    builder.disableAutomaticRetries().disableRedirectHandling().disableCookieManagement();
  }
}
