package io.usher.connector;

import io.usher.outbox.Failure;
import io.usher.outbox.FailureReader;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Nobody there, or no answer in time: the same for every connector, so it is asked last. */
@Component
@Order(90)
class NetworkFailures implements FailureReader {

  @Override
  public Optional<Failure> read(Throwable thrown) {
    return sentence(thrown).map(sentence -> Failure.passing(sentence, Causes.names(thrown)));
  }

  private static Optional<String> sentence(Throwable thrown) {
    if (any(thrown, UnknownHostException.class)) {
      return Optional.of(
          "The other side's host name is unknown. Check the connection's address and DNS.");
    }
    if (any(thrown, SSLException.class)) {
      return Optional.of(
          "No secure connection to the other side: its certificate or TLS version was refused.");
    }
    if (any(thrown, SocketTimeoutException.class) || any(thrown, TimeoutException.class)) {
      return Optional.of("The other side did not answer in time.");
    }
    if (any(thrown, ConnectException.class)
        || any(thrown, NoRouteToHostException.class)
        || any(thrown, SocketException.class)) {
      return Optional.of("The other side can't be reached.");
    }
    return Optional.empty();
  }

  private static boolean any(Throwable thrown, Class<? extends Throwable> type) {
    return Causes.find(thrown, type).isPresent();
  }
}
