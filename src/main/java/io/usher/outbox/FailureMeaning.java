package io.usher.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sorts what an attempt threw: a refusal for good, else what a connector's reader says, else a
 * fault in the hub.
 */
@Component
public class FailureMeaning {

  private static final Logger LOG = LoggerFactory.getLogger(FailureMeaning.class);
  private static final int DEEPEST = 20;

  private final List<FailureReader> readers;

  public FailureMeaning(List<FailureReader> readers) {
    this.readers = readers;
  }

  public Failure of(Throwable thrown) {
    List<Throwable> chain = chain(thrown);
    return chain.stream()
        .filter(RejectedException.class::isInstance)
        .map(RejectedException.class::cast)
        .findFirst()
        .map(e -> Failure.permanent(String.valueOf(e.getMessage()), e.detail()))
        .or(() -> read(thrown))
        .orElseGet(() -> unknown(chain));
  }

  private Optional<Failure> read(Throwable thrown) {
    return readers.stream().flatMap(reader -> reader.read(thrown).stream()).findFirst();
  }

  /**
   * The classes without their messages: those may quote the payload. A missing class never does,
   * and is our fault.
   */
  private static Failure unknown(List<Throwable> chain) {
    chain.stream()
        .filter(LinkageError.class::isInstance)
        .findFirst()
        .ifPresent(e -> LOG.error("A class is missing", e));
    String classes =
        String.join(" < ", chain.stream().map(t -> t.getClass().getSimpleName()).toList());
    return Failure.passing("The attempt failed in the hub: " + classes + ".", classes);
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable at = thrown; at != null && chain.size() < DEEPEST; at = at.getCause()) {
      chain.add(at);
    }
    return chain;
  }
}
