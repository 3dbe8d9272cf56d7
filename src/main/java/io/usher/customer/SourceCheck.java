package io.usher.customer;

/** Whether a source could check what comes to it. */
@FunctionalInterface
public interface SourceCheck {

  /**
   * @throws IllegalArgumentException with what is missing, as the end of a sentence
   */
  void check(Source source);
}
