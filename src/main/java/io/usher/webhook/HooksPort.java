package io.usher.webhook;

import io.usher.settings.StartupProblem;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Opens a port for webhooks alone, where one is set: what faces the internet then has nothing else
 * on it, and the pages' port has no webhooks.
 */
@Component
final class HooksPort implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private final int port;
  private final ServerProperties server;

  HooksPort(WebhookSettings settings, ServerProperties server) {
    this.port = settings.port();
    this.server = server;
  }

  boolean isOwn() {
    return port != 0;
  }

  /** Whether the request came in where webhooks come in. */
  boolean isFor(HttpServletRequest request) {
    return !isOwn() || request.getLocalPort() == port;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    if (!isOwn()) {
      return;
    }
    if (port < 0 || port > 65_535 || port == factory.getPort()) {
      throw new StartupProblem(
          "The setting usher.webhook.port is "
              + port
              + ". It must be a port from 1 to 65535, another one than server.port; 0 for none of its own.");
    }
    Connector connector = new Connector(TomcatServletWebServerFactory.DEFAULT_PROTOCOL);
    connector.setPort(port);
    connector.setXpoweredBy(false);
    if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
      limit(protocol);
    }
    factory.addAdditionalTomcatConnectors(connector);
  }

  /** The same limits as on the other port. */
  private void limit(AbstractProtocol<?> protocol) {
    protocol.setMaxThreads(server.getTomcat().getThreads().getMax());
    Duration timeout = server.getTomcat().getConnectionTimeout();
    if (timeout != null) {
      protocol.setConnectionTimeout((int) timeout.toMillis());
    }
    if (server.getAddress() != null) {
      protocol.setAddress(server.getAddress());
    }
  }
}
