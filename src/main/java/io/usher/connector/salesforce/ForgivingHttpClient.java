package io.usher.connector.salesforce;

import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.component.salesforce.SalesforceHttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpConversation;
import org.eclipse.jetty.client.transport.HttpRequest;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Camel's Salesforce HTTP client, cured of a hang: its security handler waits for ever when the
 * very first login is answered 401, and holds the login lock meanwhile. Follows no redirect either,
 * since a followed one would look like success. One per component: it holds that org's session.
 */
public class ForgivingHttpClient extends SalesforceHttpClient {

  private static final int CONNECT_TIMEOUT_MS = 10_000;
  private static final int MOST_THREADS = 64;

  private volatile boolean begun;
  private boolean beginning;

  public ForgivingHttpClient() {
    super(null, daemons(), new SslContextFactory.Client());
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 1);
    threads.setName("salesforce");
    threads.setDaemon(true);
    setExecutor(threads);
    setConnectTimeout(CONNECT_TIMEOUT_MS);
    setFollowRedirects(false);
  }

  /**
   * Does nothing until the first request: an org that nothing is sent to needs no threads, and
   * there may be hundreds.
   */
  @Override
  protected void doStart() throws Exception {
    if (begun) {
      super.doStart();
      getProtocolHandlers().put(new LoginRefusalPassage(this));
      // Jetty's own would make a protocol error of a 401 without a challenge, which OAuth 2 allows.
      getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
    }
  }

  @Override
  protected void doStop() throws Exception {
    if (begun) {
      super.doStop();
    } else if (!beginning) {
      getWorkerPool().shutdown();
    }
  }

  @Override
  public HttpRequest newHttpRequest(HttpConversation conversation, URI uri) {
    begin();
    return super.newHttpRequest(conversation, uri);
  }

  @Override
  public Request newRequest(URI uri) {
    begin();
    return super.newRequest(uri);
  }

  private void begin() {
    if (!begun) {
      beginLocked();
    }
  }

  private synchronized void beginLocked() {
    if (begun) {
      return;
    }
    try {
      beginning = true;
      stop();
      begun = true;
      start();
    } catch (Exception e) {
      begun = false;
      throw new IllegalStateException("The Salesforce client can't start.", e);
    } finally {
      beginning = false;
    }
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
