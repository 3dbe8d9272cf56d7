package io.usher.hub;

import java.util.Arrays;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;

/** Whether anybody holds a connection to the web server, on which a request may come yet. */
@Component
class OpenConnections {

  /** Tomcat counts the connection that it waits for. */
  private static final int AWAITED = 1;

  private final ApplicationContext context;

  OpenConnections(ApplicationContext context) {
    this.context = context;
  }

  boolean any() {
    return context instanceof WebServerApplicationContext web
        && web.getWebServer() instanceof TomcatWebServer server
        && Arrays.stream(server.getTomcat().getService().findConnectors()).anyMatch(this::held);
  }

  private boolean held(Connector connector) {
    return connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol
        && protocol.getConnectionCount() > AWAITED;
  }
}
