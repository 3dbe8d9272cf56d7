package io.usher.hub;

import java.util.Arrays;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.boot.web.embedded.jetty.JettyWebServer;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** Whether anybody holds a connection to the web server, on which a request may come yet. */
@Component
class OpenConnections {

  private final ApplicationContext context;

  OpenConnections(ApplicationContext context) {
    this.context = context;
  }

  boolean any() {
    return context instanceof WebServerApplicationContext web
        && web.getWebServer() instanceof JettyWebServer server
        && Arrays.stream(server.getServer().getConnectors())
            .anyMatch(connector -> !connector.getConnectedEndPoints().isEmpty());
  }
}
