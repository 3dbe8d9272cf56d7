package io.usher.hub;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.IpAddressMatcher;

/**
 * Believes what a proxy says of who sent a request ({@code X-Forwarded-For}) and how ({@code
 * X-Forwarded-Proto}), if the proxy's own address is in a private network. Of several addresses the
 * last one counts that is not private: those before it may be anything that the sender wrote. A
 * proxy passes the sender's {@code Host} on as it is; {@code X-Forwarded-Host} is not believed, for
 * many proxies hand on what the sender wrote there. Jetty's own customizer believes everybody, and
 * the first address.
 */
final class ProxiedRequests implements HttpConfiguration.Customizer {

  /** Of this machine and of private networks (RFC 1918, RFC 3927, RFC 4193, RFC 4291, RFC 6598). */
  private static final List<IpAddressMatcher> PRIVATE =
      Stream.of(
              "127.0.0.0/8",
              "10.0.0.0/8",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "169.254.0.0/16",
              "100.64.0.0/10",
              "::1/128",
              "fe80::/10",
              "fc00::/7")
          .map(IpAddressMatcher::new)
          .toList();

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    HttpFields headers = request.getHeaders();
    String direct = Request.getRemoteAddr(request);
    if (!isAddress(direct) || !isPrivate(direct)) {
      return request;
    }
    String sender = sender(headers);
    HttpURI uri = uri(request.getHttpURI(), headers);
    return sender == null && uri == request.getHttpURI()
        ? request
        : new Proxied(request, sender, uri);
  }

  private static HttpURI uri(HttpURI direct, HttpFields headers) {
    List<String> schemes = all(headers, HttpHeader.X_FORWARDED_PROTO);
    if (schemes.isEmpty()) {
      return direct;
    }
    boolean secure = HttpScheme.HTTPS.is(schemes.get(schemes.size() - 1));
    return HttpURI.build(direct).scheme(secure ? HttpScheme.HTTPS : HttpScheme.HTTP).asImmutable();
  }

  /** As far as addresses are named; some proxies write "unknown". */
  private static @Nullable String sender(HttpFields headers) {
    List<String> named = all(headers, HttpHeader.X_FORWARDED_FOR);
    String sender = null;
    for (int i = named.size() - 1; i >= 0 && isAddress(named.get(i)); i--) {
      sender = named.get(i);
      if (!isPrivate(sender)) {
        return sender;
      }
    }
    return sender;
  }

  private static List<String> all(HttpFields headers, HttpHeader header) {
    return headers.getValuesList(header).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .toList();
  }

  private static boolean isAddress(String text) {
    try {
      isPrivate(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isPrivate(String address) {
    return PRIVATE.stream().anyMatch(range -> range.matches(address));
  }

  /** The request as it reached the proxy. */
  private static final class Proxied extends Request.Wrapper {

    private final HttpURI uri;
    private final ConnectionMetaData connection;

    Proxied(Request request, @Nullable String sender, HttpURI uri) {
      super(request);
      this.uri = uri;
      this.connection =
          sender == null ? request.getConnectionMetaData() : new Sender(request, sender);
    }

    @Override
    public HttpURI getHttpURI() {
      return uri;
    }

    @Override
    public boolean isSecure() {
      return HttpScheme.HTTPS.is(uri.getScheme());
    }

    @Override
    public ConnectionMetaData getConnectionMetaData() {
      return connection;
    }
  }

  private static final class Sender extends ConnectionMetaData.Wrapper {

    private final SocketAddress address;

    Sender(Request request, String address) {
      super(request.getConnectionMetaData());
      this.address = InetSocketAddress.createUnresolved(address, 0);
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
      return address;
    }
  }
}
