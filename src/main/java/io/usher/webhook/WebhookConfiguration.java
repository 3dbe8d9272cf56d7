package io.usher.webhook;

import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the handler where webhooks come in. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  @Bean
  WebServerFactoryCustomizer<JettyServletWebServerFactory> webhooksFirst(
      IncomingWebhooks webhooks) {
    return factory ->
        factory.addServerCustomizers(
            server -> {
              webhooks.setHandler(server.getHandler());
              server.setHandler(webhooks);
            });
  }
}
