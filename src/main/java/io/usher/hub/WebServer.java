package io.usher.hub;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.autoconfigure.web.ServerProperties.ForwardHeadersStrategy;
import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Jetty, with proxies believed as {@link ProxiedRequests} does. */
@Configuration(proxyBeanMethods = false)
class WebServer {

  /** Named, since another web server may be on the class path of tests. */
  @Bean
  JettyServletWebServerFactory webServerFactory() {
    return new JettyServletWebServerFactory();
  }

  /** Comes after Spring's, which would have Jetty believe everybody. */
  @Bean
  WebServerFactoryCustomizer<JettyServletWebServerFactory> proxies(ServerProperties server) {
    return factory -> {
      factory.setUseForwardHeaders(false);
      if (server.getForwardHeadersStrategy() == ForwardHeadersStrategy.NATIVE) {
        factory.addServerCustomizers(WebServer::believeProxies);
      }
    };
  }

  private static void believeProxies(Server server) {
    for (Connector connector : server.getConnectors()) {
      HttpConfiguration http =
          connector.getConnectionFactory(HttpConnectionFactory.class).getHttpConfiguration();
      // Two ports may share it.
      if (http.getCustomizer(ProxiedRequests.class) == null) {
        http.addCustomizer(new ProxiedRequests());
      }
    }
  }
}
