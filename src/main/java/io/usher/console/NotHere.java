package io.usher.console;

import java.io.Serial;

/** A page about something that does not exist, or that whoever asks may not see. */
public final class NotHere extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public NotHere(String what, String id) {
    super("There is no " + what + " " + id + ", or none that you may see.", null, false, false);
  }
}
