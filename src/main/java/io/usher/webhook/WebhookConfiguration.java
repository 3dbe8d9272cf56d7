package io.usher.webhook;

import io.usher.customer.Customers;
import io.usher.store.RefusedWebhooks;
import jakarta.servlet.Filter;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

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

  /**
   * Calls the servlet before any other filter: what the others do for pages (security's firewall
   * looks into headers, observation, encoding) would only slow the intake down or answer in its
   * place.
   */
  @Bean
  FilterRegistrationBean<Filter> webhookFirst(
      ServletRegistrationBean<WebhookServlet> webhookServlet) {
    Filter first =
        (request, response, chain) -> webhookServlet.getServlet().service(request, response);
    FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(first);
    registration.setName("webhookFirst");
    registration.setUrlPatterns(List.of(WebhookEngine.PATH + "/*", WebhookEngine.PATH));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }
}
