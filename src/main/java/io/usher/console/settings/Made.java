package io.usher.console.settings;

import java.io.Serial;
import java.io.Serializable;

/**
 * A password or token that the next page shows, this once.
 *
 * @param what whose
 */
public record Made(String what, String secret) implements Serializable {

  @Serial private static final long serialVersionUID = 1L;

  /** Without the secret. */
  @Override
  public String toString() {
    return what;
  }
}
