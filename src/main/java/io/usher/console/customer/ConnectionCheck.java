package io.usher.console.customer;

import io.usher.connector.Causes;
import io.usher.connector.ConnectionProbe;
import io.usher.console.Flash;
import io.usher.customer.Customer;
import io.usher.outbox.Failure;
import io.usher.outbox.FailureReader;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * Asks a connector whether a connection works now. A few at a time, each for some seconds at most,
 * on threads of their own: a server that never answers keeps nobody else waiting.
 */
@Component
class ConnectionCheck {

  private static final int MOST_AT_A_TIME = 4;
  private static final int LONGEST_SECONDS = 12;
  private static final String AGAIN = " It is tried again.";

  private final List<ConnectionProbe> probes;
  private final List<FailureReader> readers;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          MOST_AT_A_TIME,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          ConnectionCheck::daemon);

  ConnectionCheck(List<ConnectionProbe> probes, List<FailureReader> readers) {
    this.probes = probes;
    this.readers = readers;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "connection-check");
    thread.setDaemon(true);
    return thread;
  }

  boolean knows(String connector) {
    return probe(connector).isPresent();
  }

  Flash check(Customer customer, Connection connection) {
    Optional<ConnectionProbe> probe = probe(connection.connector());
    if (probe.isEmpty()) {
      return new Flash(false, "The connector " + connection.connector() + " has no check.");
    }
    Map<String, String> settings = Connections.settings(customer, connection.name());
    try {
      return wait(threads.submit(() -> probe.get().probe(settings, connection.uses())));
    } catch (RejectedExecutionException e) {
      return new Flash(false, "Other checks are under way. Try again in a few seconds.");
    }
  }

  private Optional<ConnectionProbe> probe(String connector) {
    return probes.stream().filter(one -> one.connector().equals(connector)).findFirst();
  }

  private Flash wait(Future<String> running) {
    try {
      return new Flash(true, "It works now. " + running.get(LONGEST_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      running.cancel(true);
      return new Flash(false, "The other side did not answer within " + LONGEST_SECONDS + " s.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Flash(false, "The hub is stopping.");
    } catch (ExecutionException e) {
      return new Flash(false, "It doesn't work now. " + sentence(e.getCause()));
    }
  }

  /** In the words of a failed delivery, without what only a delivery does. */
  private String sentence(Throwable failure) {
    if (failure instanceof ConnectionProbe.NotSet found) {
      return String.valueOf(found.getMessage());
    }
    return readers.stream()
        .flatMap(reader -> reader.read(failure).stream())
        .map(Failure::sentence)
        .map(sentence -> sentence.replace(AGAIN, ""))
        .findFirst()
        .orElseGet(() -> "The check failed: " + Causes.names(failure) + ".");
  }

  @PreDestroy
  void stop() {
    threads.shutdownNow();
  }
}
