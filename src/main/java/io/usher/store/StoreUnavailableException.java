package io.usher.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * The store can't take a write now: full, closing, or its disk said no. Nothing of the write is
 * kept; try again.
 */
public class StoreUnavailableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  StoreUnavailableException(String sentence) {
    super(sentence);
  }

  StoreUnavailableException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
