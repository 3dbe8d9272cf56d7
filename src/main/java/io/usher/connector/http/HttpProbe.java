package io.usher.connector.http;

import io.usher.connector.ConnectionProbe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.stereotype.Component;

/** Connects, encrypted where the URL says so, and sends nothing: any request could do something. */
@Component
class HttpProbe implements ConnectionProbe {

  @Override
  public String connector() {
    return "http";
  }

  @Override
  public String probe(Map<String, String> connection, List<Map<String, String>> uses)
      throws Exception {
    URI url = url(ConnectionProbe.need(connection, "url"));
    boolean tls = "https".equalsIgnoreCase(url.getScheme());
    int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
    try (Socket socket = new Socket()) {
      InetSocketAddress address = new InetSocketAddress(url.getHost(), port);
      if (address.isUnresolved()) {
        throw new java.net.UnknownHostException(url.getHost());
      }
      socket.connect(address, TIMEOUT_MS);
      socket.setSoTimeout(TIMEOUT_MS);
      if (tls) {
        greet(socket, url.getHost(), port);
      }
    }
    return url.getHost()
        + ":"
        + port
        + " can be reached"
        + (tls ? " and its certificate is good" : "")
        + ". Whether it takes events shows with the next one; none was sent.";
  }

  private static URI url(String text) throws NotSet {
    try {
      URI url = URI.create(text);
      if (url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException notUrl) {
      // said below
    }
    throw new NotSet(
        "The setting url is no address. Write one such as https://example.com/events.");
  }

  private static void greet(Socket socket, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket secure = (SSLSocket) factory.createSocket(socket, host, port, true)) {
      SSLParameters parameters = secure.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      secure.setSSLParameters(parameters);
      secure.startHandshake();
    }
  }
}
