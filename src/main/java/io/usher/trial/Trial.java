package io.usher.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.check.Reading;
import io.usher.check.References;
import io.usher.check.WorkFiles;
import io.usher.event.Delivery;
import io.usher.event.DeliveryStatus;
import io.usher.event.Event;
import io.usher.event.Payload;
import io.usher.outbox.Collected;
import io.usher.outbox.EventExchange;
import io.usher.outbox.Failure;
import io.usher.outbox.FailureMeaning;
import io.usher.outbox.FailureReader;
import io.usher.scratch.NotHere;
import io.usher.scratch.ScratchCamel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * One customer's routes, ready to be tried. Nothing they do leaves the machine. For one thread at a
 * time; close it, or its threads and files stay.
 */
public final class Trial implements AutoCloseable {

  private static final int LIMIT_SECONDS = 10;

  private final String customer;
  private final Map<String, Map<String, @Nullable String>> settings;
  private final Path folder;
  private final Recording recording = new Recording();
  private final ScratchCamel camel;
  private final ProducerTemplate producer;
  private final FailureMeaning failures;
  private final Map<String, String> broken = new LinkedHashMap<>();
  private final ExecutorService thread =
      Executors.newCachedThreadPool(
          task -> {
            Thread made = new Thread(task, "usher-trial");
            made.setDaemon(true);
            return made;
          });

  /**
   * @param environment the hub's settings and its environment, by name
   */
  public Trial(WorkFiles edited, String customer, UnaryOperator<@Nullable String> environment) {
    WorkFiles files = edited.filledIn();
    this.customer = customer;
    this.settings = Reading.settings(files, new References(environment));
    this.folder = copy(files);
    this.camel =
        new ScratchCamel(
            name -> value(name, environment), Reading.components(files), recording, true);
    this.producer = camel.camel().createProducerTemplate();
    this.failures = new FailureMeaning(camel.beans(FailureReader.class));
    files.connectors().forEach(file -> load(file, files, null));
    files.routesOf(customer).forEach((name, file) -> load(file, files, name));
  }

  /** Templates are read while routes run, so they have to be somewhere. */
  private static Path copy(WorkFiles files) {
    try {
      Path folder = Files.createTempDirectory("usher-trial");
      for (Map.Entry<String, byte[]> file : files.files().entrySet()) {
        if (file.getKey().startsWith(files.routes() + "/")) {
          Path to =
              folder.resolve(file.getKey().substring(files.routes().length() + 1)).normalize();
          if (to.startsWith(folder)) {
            Files.createDirectories(to.getParent());
            Files.write(to, file.getValue());
          }
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable String value(String name, UnaryOperator<@Nullable String> environment) {
    if (name.equals("usher.routes-dir")) {
      return folder.toString();
    }
    int dot = name.indexOf('.');
    Map<String, @Nullable String> own = dot < 0 ? null : settings.get(name.substring(0, dot));
    String setting = name.substring(dot + 1);
    if (own == null || !own.containsKey(setting)) {
      return Reading.isSecret(setting) ? Mask.SHOWN : environment.apply(name);
    }
    String value = own.get(setting);
    return value != null ? value : unset(setting);
  }

  /** For what only the hub's machine has; nobody is called with it. */
  private static String unset(String setting) {
    return setting.endsWith("from") || setting.endsWith("replyTo") ? "unset@example.com" : "unset";
  }

  private void load(String file, WorkFiles files, @Nullable String name) {
    byte[] bytes = files.files().get(file);
    try {
      camel.load(
          file,
          bytes == null ? new byte[0] : bytes,
          name == null ? null : new Entrance(customer, name));
    } catch (Exception e) {
      broken.put(name == null ? file : name, reason(file, e));
    }
  }

  private static String reason(String file, Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof NoSuchBeanException bean) {
        return "It can't be tried: it uses the bean '"
            + bean.getName()
            + "', which is not part of Usher.";
      }
      if (at instanceof NotHere) {
        return "It can't be tried: " + at.getMessage() + ".";
      }
    }
    return file + " can't be used; usher route check says why.";
  }

  /** Whether there is anything to try. */
  public boolean hasRouter() {
    return camel.camel().getRoute(customer + "/router") != null;
  }

  public Tried on(TrialEvent tried) {
    JsonNode payload;
    try {
      payload = Payload.read(tried.payload(), tried.event().type());
    } catch (IllegalArgumentException e) {
      return failed(tried, String.valueOf(e.getMessage()));
    }
    Mask mask = Mask.of(settings, payload);
    Exchange exchange = exchange(tried);
    Collected collected = Collected.in(exchange);
    recording.begin(mask);
    String failure = run("router", exchange);
    if (failure != null) {
      return failed(tried, failure);
    }
    List<Reached> reached = new ArrayList<>();
    for (String destination : collected.destinations()) {
      reached.add(reach(tried, destination, mask));
    }
    boolean unrouted = reached.isEmpty() && !exchange.isRouteStop();
    return result(tried, unrouted ? "UNROUTED" : "ROUTED", null, reached);
  }

  private static Tried failed(TrialEvent tried, String failure) {
    return result(tried, "FAILED", failure, List.of());
  }

  private static Tried result(
      TrialEvent tried, String status, @Nullable String failure, List<Reached> reached) {
    Event event = tried.event();
    return new Tried(tried.name(), event.id(), event.type(), status, failure, reached);
  }

  private Reached reach(TrialEvent tried, String destination, Mask mask) {
    recording.begin(mask);
    Exchange exchange = exchange(tried);
    exchange.setVariable("delivery", delivery(tried.event(), destination));
    String failure = run(destination, exchange);
    return new Reached(destination, recording.taken(), failure == null ? null : mask.text(failure));
  }

  private Exchange exchange(TrialEvent tried) {
    Exchange exchange = camel.camel().getEndpoint("direct:nobody").createExchange();
    EventExchange.fill(exchange, tried.event(), tried.payload());
    return exchange;
  }

  private static Delivery delivery(Event event, String destination) {
    return new Delivery(
        "dry-run",
        event.id(),
        event.type(),
        event.customer(),
        destination,
        event.transaction(),
        DeliveryStatus.IN_FLIGHT,
        1,
        event.receivedAt(),
        null,
        null,
        null,
        null);
  }

  /** Why it fails; null when it doesn't. */
  private @Nullable String run(String route, Exchange exchange) {
    if (broken.containsKey(route)) {
      return broken.get(route);
    }
    if (camel.camel().getRoute(customer + "/" + route) == null) {
      return "There is no route '" + route + "' of " + customer + ".";
    }
    Future<Exchange> running =
        thread.submit(() -> producer.send("direct:" + customer + "." + route, exchange));
    try {
      Exception thrown = running.get(LIMIT_SECONDS, TimeUnit.SECONDS).getException();
      return thrown == null ? null : sentence(thrown);
    } catch (TimeoutException e) {
      running.cancel(true);
      return "It did not finish within " + LIMIT_SECONDS + " seconds.";
    } catch (ExecutionException e) {
      return sentence(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "It was interrupted.";
    }
  }

  private String sentence(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof NotHere) {
        return "It can't be tried: " + at.getMessage() + ".";
      }
    }
    Failure failure = failures.of(thrown);
    return failure.sentence();
  }

  @Override
  public void close() {
    thread.shutdownNow();
    camel.close();
    FileSystemUtils.deleteRecursively(folder.toFile());
  }

  /** As the loader does, but the way in is ours: nothing is claimed. */
  private record Entrance(String customer, String name) implements ScratchCamel.Completion {

    @Override
    public void afterConfigure(RouteBuilder builder) {
      for (RouteDefinition route : builder.getRouteCollection().getRoutes()) {
        route.setId(customer + "/" + name);
        if (!route.isErrorHandlerFactorySet()) {
          route.errorHandler(new NoErrorHandlerDefinition());
        }
        route.getInput().setUri("direct:" + customer + "." + name);
      }
    }
  }
}
