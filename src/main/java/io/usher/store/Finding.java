package io.usher.store;

/**
 * What a look at the store found.
 *
 * @param check what was looked at, in one or two words
 * @param what one sentence: what, which, and why it matters
 * @param advice what to do next; empty when there is nothing to do
 */
public record Finding(Verdict verdict, String check, String what, String advice) {

  /** How bad it is. */
  public enum Verdict {
    OK,
    /** Nothing is lost, but somebody should know. */
    WARNING,
    PROBLEM,
    /** Could not or need not be looked at. */
    SKIPPED
  }

  static Finding ok(String check, String what) {
    return new Finding(Verdict.OK, check, what, "");
  }

  static Finding warning(String check, String what, String advice) {
    return new Finding(Verdict.WARNING, check, what, advice);
  }

  static Finding problem(String check, String what, String advice) {
    return new Finding(Verdict.PROBLEM, check, what, advice);
  }

  static Finding skipped(String check, String what) {
    return new Finding(Verdict.SKIPPED, check, what, "");
  }
}
