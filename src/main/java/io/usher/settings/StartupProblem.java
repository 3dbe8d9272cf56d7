package io.usher.settings;

import java.io.Serial;

/** Why the hub can't start, in one sentence that names the file, line or key, and what to do. */
public class StartupProblem extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public StartupProblem(String sentence) {
    super(sentence);
  }

  public StartupProblem(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
