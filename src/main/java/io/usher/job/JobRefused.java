package io.usher.job;

import java.io.Serial;

/** A job that is not made, with the sentence that says why and what to write instead. */
public final class JobRefused extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  JobRefused(String sentence) {
    super(sentence);
  }
}
