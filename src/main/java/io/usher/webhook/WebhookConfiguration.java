package io.usher.webhook;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts the handler where webhooks come in. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  /** Comes last, when all connectors are there. */
  @Bean
  @Order
  WebServerFactoryCustomizer<JettyServletWebServerFactory> webhooksFirst(
      IncomingWebhooks webhooks, HooksPort port, ObjectProvider<EarlyWebhooks> early) {
    return factory ->
        factory.addServerCustomizers(
            server -> {
              webhooks.setHandler(server.getHandler());
              server.setHandler(webhooks);
              early.ifAvailable(each -> each.handOver(port.connector(server)));
            });
  }
}
