package io.usher.scratch;

import java.io.Serial;

/** A route wants something that a scratch context does not have, because it might reach outside. */
public final class NotHere extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  NotHere(String what) {
    super(what + " is not run where nothing may be sent", null, false, false);
  }
}
