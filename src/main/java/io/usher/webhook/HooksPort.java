package io.usher.webhook;

import io.usher.settings.StartupProblem;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Opens a port for webhooks alone, where one is set: what faces the internet then has nothing else
 * on it, and the pages' port has no webhooks.
 */
@Component
@Order(100)
final class HooksPort implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {

  private final int port;

  HooksPort(WebhookSettings settings) {
    this.port = settings.port();
  }

  boolean isOwn() {
    return port != 0;
  }

  /** Whether the request came in where webhooks come in. */
  boolean isFor(Request request) {
    return !isOwn() || Request.getLocalPort(request) == port;
  }

  /** Of those that the server has. */
  ServerConnector connector(Server server) {
    return (ServerConnector) server.getConnectors()[isOwn() ? 1 : 0];
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    if (!isOwn()) {
      return;
    }
    if (port < 0 || port > 65_535 || port == factory.getPort()) {
      throw new StartupProblem(
          "The setting usher.webhook.port is "
              + port
              + ". It must be a port from 1 to 65535, another one than server.port; 0 for none of its own.");
    }
    factory.addServerCustomizers(this::open);
  }

  /** With the same limits as the other port. */
  private void open(Server server) {
    ServerConnector pages = (ServerConnector) server.getConnectors()[0];
    HttpConnectionFactory http = pages.getConnectionFactory(HttpConnectionFactory.class);
    ServerConnector hooks =
        new ServerConnector(server, new HttpConnectionFactory(http.getHttpConfiguration()));
    pages.setName("pages");
    hooks.setName("webhooks");
    hooks.setHost(pages.getHost());
    hooks.setPort(port);
    hooks.setIdleTimeout(pages.getIdleTimeout());
    server.addConnector(hooks);
  }
}
