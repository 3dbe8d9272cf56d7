package io.usher.outbox;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.camel.ExpressionEvaluationException;
import org.apache.camel.ExpressionIllegalSyntaxException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.TypeConversionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sorts what an attempt threw: asks the connectors' readers first, then knows what any connector
 * may throw.
 */
@Component
public class FailureMeaning {

  private final List<FailureReader> readers;

  FailureMeaning(List<FailureReader> readers) {
    this.readers = readers;
  }

  public Failure of(Throwable thrown) {
    RejectedException rejected = find(thrown, RejectedException.class);
    if (rejected != null) {
      return Failure.permanent(String.valueOf(rejected.getMessage()), rejected.detail());
    }
    return readers.stream()
        .flatMap(reader -> reader.read(thrown).stream())
        .findFirst()
        .orElseGet(() -> general(thrown));
  }

  private static Failure general(Throwable thrown) {
    String cause = brief(thrown);
    if (find(thrown, UnknownHostException.class) != null) {
      return Failure.passing(
          "The destination's host name is not known. Check its address in the customer's settings.",
          cause);
    }
    if (find(thrown, ConnectException.class) != null) {
      return Failure.passing(
          "The destination can't be reached: nobody answers at its address.", cause);
    }
    if (find(thrown, SocketTimeoutException.class) != null
        || find(thrown, TimeoutException.class) != null) {
      return Failure.passing("The destination did not answer in time.", cause);
    }
    if (isMappingProblem(thrown)) {
      return Failure.permanent(
          "The route could not shape this event. Mend the route, then redeliver.", cause);
    }
    return Failure.passing("The attempt failed in the hub: " + cause + ".", cause);
  }

  private static boolean isMappingProblem(Throwable thrown) {
    return find(thrown, ExpressionEvaluationException.class) != null
        || find(thrown, ExpressionIllegalSyntaxException.class) != null
        || find(thrown, TypeConversionException.class) != null
        || find(thrown, NoTypeConversionAvailableException.class) != null;
  }

  private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < 20; depth++, at = at.getCause()) {
      if (type.isInstance(at)) {
        return type.cast(at);
      }
    }
    return null;
  }

  /** The chain of classes, without their messages: those may quote the payload. */
  private static String brief(Throwable thrown) {
    StringBuilder chain = new StringBuilder();
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < 6; depth++, at = at.getCause()) {
      chain.append(depth == 0 ? "" : " < ").append(at.getClass().getSimpleName());
    }
    return chain.toString();
  }
}
