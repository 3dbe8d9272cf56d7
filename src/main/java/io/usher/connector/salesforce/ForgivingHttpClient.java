package io.usher.connector.salesforce;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Camel's Salesforce HTTP client, cured of a hang: its security handler waits for ever when the
 * very first login is answered 401, and holds the login lock meanwhile. Follows no redirect either,
 * since a followed one would look like success. One per component: it holds that org's session.
 */
public class ForgivingHttpClient extends SalesforceHttpClient {

  private static final int CONNECT_TIMEOUT_MS = 10_000;

  public ForgivingHttpClient() {
    super(null, daemons(), new SslContextFactory.Client());
    setConnectTimeout(CONNECT_TIMEOUT_MS);
    setFollowRedirects(false);
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    getProtocolHandlers().put(new LoginRefusalPassage(this));
    // Jetty's own would make a protocol error of a 401 without a challenge, which OAuth 2 allows.
    getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
  }

  private static ExecutorService daemons() {
    return Executors.newCachedThreadPool(
        work -> {
          Thread thread = new Thread(work, "salesforce");
          thread.setDaemon(true);
          return thread;
        });
  }
}
