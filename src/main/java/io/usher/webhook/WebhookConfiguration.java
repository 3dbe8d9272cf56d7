package io.usher.webhook;

import io.usher.customer.Customers;
import io.usher.store.RefusedWebhooks;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
        new WebhookServlet(
            engine,
            customers,
            new WebhookBody(settings),
            new BodyRoom(settings.bodyRoom()),
            refused,
            metrics);
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
      ServletRegistrationBean<WebhookServlet> webhookServlet, HooksPort port) {
    Filter first =
        (request, response, chain) -> {
          if (port.isFor((HttpServletRequest) request)) {
            webhookServlet.getServlet().service(request, response);
          } else {
            nothingHere((HttpServletResponse) response);
          }
        };
    FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(first);
    registration.setName("webhookFirst");
    registration.setUrlPatterns(List.of(WebhookEngine.PATH + "/*", WebhookEngine.PATH));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  /** Comes after the one before, so on the webhooks' own port nothing that reaches it is one. */
  @Bean
  FilterRegistrationBean<Filter> onlyWebhooksOnTheirPort(HooksPort port) {
    Filter gate =
        (request, response, chain) -> {
          if (port.isFor((HttpServletRequest) request)) {
            nothingHere((HttpServletResponse) response);
          } else {
            chain.doFilter(request, response);
          }
        };
    FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(gate);
    registration.setName("onlyWebhooksOnTheirPort");
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    registration.setEnabled(port.isOwn());
    return registration;
  }

  private static void nothingHere(HttpServletResponse response) throws IOException {
    Answer.refused(new Refusal(404, "not-found", "There is nothing at this address."))
        .write(response);
  }
}
