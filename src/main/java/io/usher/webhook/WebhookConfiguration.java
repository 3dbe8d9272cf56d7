package io.usher.webhook;

import io.usher.customer.Customers;
import io.usher.store.RefusedWebhooks;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the servlet where webhooks come in. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

  @Bean
  ServletRegistrationBean<WebhookServlet> webhookServlet(
      WebhookEngine engine,
      Customers customers,
      WebhookSettings settings,
      RefusedWebhooks refused,
      WebhookMetrics metrics) {
    WebhookServlet servlet =
        new WebhookServlet(engine, customers, new WebhookBody(settings), refused, metrics);
    ServletRegistrationBean<WebhookServlet> registration =
        new ServletRegistrationBean<>(servlet, WebhookEngine.PATH + "/*", WebhookEngine.PATH);
    registration.setName("webhook");
    registration.setAsyncSupported(true);
    registration.setLoadOnStartup(1);
    return registration;
  }
}
