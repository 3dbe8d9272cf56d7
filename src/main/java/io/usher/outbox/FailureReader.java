package io.usher.outbox;

import java.util.Optional;

/**
 * Says what an exception of one kind of connector means, so that the outbox knows whether to try
 * again. Every bean of this type is asked in its {@code @Order}; the first that knows the exception
 * answers. Called on the attempt's thread.
 */
public interface FailureReader {

  /** Empty when this exception, its causes included, is not one this reader knows. */
  Optional<Failure> read(Throwable thrown);
}
