package io.usher.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.usher.customer.Customers;
import io.usher.customer.KnownSources;
import io.usher.settings.HubSettings;
import io.usher.store.OpenStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Takes webhooks while most of the hub still starts: the same route, verifiers and store, in a web
 * server and a Camel context of their own that only live until the hub's are there. What else is
 * asked for meanwhile is told to come back.
 */
public final class EarlyWebhooks implements MeterBinder, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EarlyWebhooks.class);
  private static final int THREADS = 16;
  private static final Duration IDLE = Duration.ofSeconds(20);
  private static final Duration LONGEST = IDLE.plusSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final WebhookMetrics metrics = new WebhookMetrics();
  private final WebhookEngine engine = new WebhookEngine();
  private final SecretClock secrets;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Server server;
  private final LentSocketConnector connector;
  private final IncomingWebhooks incoming;

  private EarlyWebhooks(
      OpenStore store,
      Customers customers,
      Verifying verifying,
      WebhookSettings settings,
      ServerSocketChannel socket,
      HttpConfiguration http)
      throws Exception {
    this.secrets = verifying.secrets;
    this.incoming =
        new IncomingWebhooks(
            engine,
            customers,
            settings,
            new HooksPort(settings),
            store.refused(),
            metrics,
            Optional.empty());
    incoming.setHandler(new ComeBack());
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("usher-early");
    threads.setDaemon(true);
    this.server = new Server(threads);
    server.setHandler(incoming);
    this.connector = new LentSocketConnector(server, socket, new HttpConnectionFactory(http));
    connector.setIdleTimeout(IDLE.toMillis());
    server.addConnector(connector);
    camel.disableJMX();
    camel.getCamelContextExtension().setName("usher-early");
    camel.getRegistry().bind("platform-http-engine", engine);
    camel.addRoutes(
        new WebhookRoute(
            new VerifyWebhook(verifying.verifiers, verifying.addresses),
            new AcceptEvent(store.events(), store.arrivals(), List.of())));
  }

  /**
   * Begins to take webhooks, where it is certain who may send and where the address is free.
   *
   * @param hub where customers' files are
   * @param http what the hub's own web server will believe of requests
   * @return empty where webhooks must wait for the rest of the hub, which says why if anything is
   *     wrong
   */
  public static Optional<EarlyWebhooks> open(
      OpenStore store, HubSettings hub, Environment environment, HttpConfiguration http) {
    WebhookSettings settings =
        Binder.get(environment).bindOrCreate("usher.webhook", WebhookSettings.class);
    Verifying verifying = new Verifying(store);
    ServerSocketChannel socket = null;
    EarlyWebhooks opened = null;
    try {
      Customers customers = KnownSources.read(hub, environment, verifying.verifiers).orElse(null);
      if (customers != null) {
        socket = listen(environment, settings.port());
        opened = new EarlyWebhooks(store, customers, verifying, settings, socket, http);
        opened.start();
        return Optional.of(opened);
      }
    } catch (Exception e) {
      LOG.debug("Webhooks wait for the rest of the hub", e);
    }
    if (opened == null) {
      verifying.secrets.close();
      IO.close(socket);
    } else {
      opened.close();
    }
    return Optional.empty();
  }

  private static ServerSocketChannel listen(Environment environment, int ownPort)
      throws IOException {
    int port = ownPort == 0 ? environment.getProperty("server.port", Integer.class, 8080) : ownPort;
    InetAddress address = environment.getProperty("server.address", InetAddress.class);
    ServerSocketChannel socket = ServerSocketChannel.open();
    try {
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      socket.bind(new InetSocketAddress(address, port));
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private void start() throws Exception {
    camel.start();
    engine.open();
    server.start();
  }

  IncomingWebhooks incoming() {
    return incoming;
  }

  /** The hub's connector for webhooks goes on with the socket as soon as it starts. */
  void handOver(ServerConnector next) {
    next.addEventListener(
        new LifeCycle.Listener() {
          @Override
          public void lifeCycleStarting(LifeCycle starting) {
            try {
              next.open(connector.give());
              incoming.leave();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
  }

  /** What was answered so far, and what will be. */
  @Override
  public void bindTo(MeterRegistry registry) {
    metrics.bindTo(registry);
  }

  /** The hub takes webhooks by itself now; this ends when the last connection has. */
  public void leave() {
    Thread thread = new Thread(this::closeWhenLeft, "usher-early-end");
    thread.setDaemon(true);
    thread.start();
  }

  private void closeWhenLeft() {
    long began = System.nanoTime();
    try {
      while (isUsed() && System.nanoTime() - began < LONGEST.toNanos()) {
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      }
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isUsed() {
    return engine.underWay() > 0 || !connector.getConnectedEndPoints().isEmpty();
  }

  /** Ends what still goes on; may be called again. */
  @Override
  public synchronized void close() {
    try {
      server.stop();
      connector.close();
      camel.stop();
    } catch (Exception e) {
      LOG.warn("What took webhooks during the start could not be ended: {}", e.toString());
    }
    secrets.close();
  }

  /** What tells genuine webhooks from others. */
  private static final class Verifying {

    private final SecretClock secrets;
    private final AddressRule addresses = new AddressRule();
    private final Verifiers verifiers;

    Verifying(OpenStore store) {
      secrets = new SecretClock(store.secretUses(), store.clock());
      verifiers =
          new Verifiers(List.of(new ShowpassVerifier(secrets), new UncheckedVerifier()), addresses);
    }
  }

  /** For everything but webhooks. */
  private static final class ComeBack extends Handler.Abstract.NonBlocking {

    private static final Answer ANSWER =
        Answer.notNow("starting", "The hub is starting. Ask again in a few seconds.").closing();

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      ANSWER.write(response, callback);
      return true;
    }
  }
}
