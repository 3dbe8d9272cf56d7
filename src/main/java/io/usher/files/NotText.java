package io.usher.files;

import java.io.Serial;

/** A file that should be text is none. */
public class NotText extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  NotText() {
    super("it is not a text in UTF-8");
  }
}
