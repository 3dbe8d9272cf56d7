package io.usher.reload.bench;

import com.sun.net.httpserver.HttpServer;
import io.usher.reload.Reload;
import io.usher.routing.Routes;
import io.usher.testing.RunningHub;
import io.usher.testing.Sales;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;

/**
 * Measures what reloads cost: {@code many} starts an agency's hub and changes one customer, {@code
 * often} reloads again and again while webhooks come in, and counts what is left behind.
 */
public final class ReloadBench {

  private ReloadBench() {}

  public static void main(String[] arguments) throws Exception {
    String what = arguments.length > 0 ? arguments[0] : "many";
    int count =
        arguments.length > 1 ? Integer.parseInt(arguments[1]) : what.equals("many") ? 200 : 500;
    Path folder = Files.createTempDirectory(Path.of("target"), "reload-bench").toAbsolutePath();
    Files.createDirectories(folder.resolve("customers"));
    Files.createDirectories(folder.resolve("routes"));
    writeKey();
    try (Sink sink = new Sink()) {
      Agency agency = new Agency(folder, sink.url());
      if (what.equals("many")) {
        many(folder, agency, count);
      } else {
        often(folder, agency, sink, count);
      }
    }
  }

  private static void many(Path folder, Agency agency, int customers) throws Exception {
    agency.write(customers);
    for (String start : List.of("first start", "next start")) {
      long began = System.nanoTime();
      try (RunningHub hub = RunningHub.start(folder, Map.of())) {
        System.out.printf(
            "%s of %d customers: %d ms, %d ms of processor so far%n",
            start, customers, ms(began), cpu());
        print(hub);
        for (int i = 1; i <= 3; i++) {
          String id = Agency.id(i);
          int version = version(hub, id);
          long changed = System.nanoTime();
          long cpu = cpu();
          agency.settings(id, "name " + start + i);
          agency.destination(id, "crm", i + (start.startsWith("n") ? 10 : 2));
          while (version(hub, id) == version) {
            TimeUnit.MILLISECONDS.sleep(5);
          }
          System.out.printf(
              "one customer's change in effect after %d ms, %d ms of processor%n",
              ms(changed), cpu() - cpu);
        }
        System.out.println(hub.bean(Reload.class).problems().size() + " problems");
      }
    }
  }

  private static int version(RunningHub hub, String customer) {
    return hub.bean(Routes.class).version(customer);
  }

  private static void often(Path folder, Agency agency, Sink sink, int reloads) throws Exception {
    agency.write(3);
    try (RunningHub hub = RunningHub.start(folder, Map.of())) {
      Load load = new Load(hub);
      load.run(Duration.ofSeconds(10));
      load.times.clear();
      load.run(Duration.ofSeconds(15));
      System.out.println("without reloads: " + load.quantiles());
      load.times.clear();
      print(hub);
      AtomicBoolean going = new AtomicBoolean(true);
      Thread sending = new Thread(() -> load.until(going));
      sending.start();
      for (int i = 1; i <= reloads; i++) {
        change(agency, i, folder);
        hub.bean(Reload.class).applyNow("bench", "bench");
        if (i % 100 == 0) {
          System.out.print(i + " reloads; ");
          print(hub);
        }
      }
      going.set(false);
      sending.join();
      System.out.println("during reloads: " + load.quantiles());
      TimeUnit.SECONDS.sleep(8);
      print(hub);
      sink.report(load.sent.get());
      System.out.println(hub.bean(Reload.class).problems());
    }
  }

  private static void change(Agency agency, int i, Path folder) throws IOException {
    String id = Agency.id(1 + i % 3);
    switch (i % 4) {
      case 0 -> agency.settings(id, "name " + i);
      case 1 -> agency.destination(id, "crm", i);
      case 2 -> agency.destination(id, "ledger", i);
      default -> {
        String connector = "connectors/http/http-sink.kamelet.yaml";
        String text = Files.readString(Path.of("routes/" + connector));
        RunningHub.route(folder, connector, text + "# version " + i + "\n");
      }
    }
  }

  private static void print(RunningHub hub) throws InterruptedException {
    for (int i = 0; i < 200 && hub.bean(Routes.class).retired() > 0; i++) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    System.gc();
    TimeUnit.MILLISECONDS.sleep(300);
    System.gc();
    CamelContext camel = hub.bean(CamelContext.class);
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "routes %d, endpoints %d, components %d, threads %d, heap %d MB, retired %d%n",
        camel.getRoutesSize(),
        camel.getEndpoints().size(),
        camel.getComponentNames().size(),
        Thread.getAllStackTraces().size(),
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        hub.bean(Routes.class).retired());
  }

  private static long ms(long since) {
    return (System.nanoTime() - since) / 1_000_000;
  }

  private static long cpu() {
    return ((com.sun.management.OperatingSystemMXBean)
                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1_000_000;
  }

  private static void writeKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    String key =
        Base64.getEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
    Files.writeString(
        Path.of("target/bench-key.json"),
        """
        {"type":"service_account","project_id":"bench","private_key_id":"1","client_id":"1",
         "client_email":"bench@example.com","token_uri":"http://127.0.0.1:1/token",
         "private_key":"-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n"}
        """
            .formatted(key));
  }

  /** Sends sales, one after the other, and remembers how long each took. */
  private static final class Load {

    final List<Long> times = new ArrayList<>();
    final AtomicInteger sent = new AtomicInteger();
    private final RunningHub hub;

    Load(RunningHub hub) {
      this.hub = hub;
    }

    void run(Duration time) {
      long began = System.nanoTime();
      while (System.nanoTime() - began < time.toNanos()) {
        send();
      }
    }

    void until(AtomicBoolean going) {
      while (going.get()) {
        send();
      }
    }

    private void send() {
      int number = sent.incrementAndGet();
      byte[] body = Sales.dana(number).getBytes(StandardCharsets.UTF_8);
      String signature = RunningHub.sign(RunningHub.SECRET, "dana-" + number);
      long began = System.nanoTime();
      int status =
          hub.post(
                  "/hooks/" + Agency.id(1 + number % 3) + "/showpass",
                  body,
                  Map.of("X-SHOWPASS-SIGNATURE", signature))
              .statusCode();
      times.add(System.nanoTime() - began);
      if (status != 202) {
        throw new IllegalStateException("answered " + status);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(10);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    String quantiles() {
      List<Long> sorted = times.stream().sorted().toList();
      return "%d acks, p50 %.1f ms, p99 %.1f ms, longest %.1f ms"
          .formatted(sorted.size(), at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
    }

    private static double at(List<Long> sorted, double share) {
      return sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share)) / 1e6;
    }
  }

  /** Takes what HTTP destinations send, and counts what comes twice. */
  private static final class Sink implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final AtomicInteger twice = new AtomicInteger();

    Sink() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
      server.setExecutor(threads);
      server.createContext(
          "/",
          exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (!keys.add(
                String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")))) {
              twice.incrementAndGet();
            }
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          });
      server.start();
    }

    String url() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void report(int sent) {
      System.out.printf(
          "%d sales sent to two destinations each: %d arrived, %d twice%n",
          sent, keys.size(), twice.get());
    }

    @Override
    public void close() {
      server.stop(0);
      threads.shutdownNow();
    }
  }
}
