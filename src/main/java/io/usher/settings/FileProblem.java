package io.usher.settings;

/**
 * One thing that is wrong with a file that people edit. Never holds the value of a secret.
 *
 * @param file as people know it, relative to the working folder where it is below that
 * @param line from 1; 0 where the whole file is meant
 * @param column from 1; 0 where the whole line is meant
 * @param rule the kind of problem in kebab-case, such as {@code unknown-option}; stable, for
 *     scripts
 * @param what what is wrong, a sentence
 * @param fix what to do about it, a sentence
 */
public record FileProblem(
    String file, int line, int column, Severity severity, String rule, String what, String fix) {

  /** Whether a file with such a problem is taken. */
  public enum Severity {
    /** The file is refused; what ran before goes on. */
    ERROR,
    /** The file is taken; it may not do what its author meant. */
    WARNING
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** As compilers write it, so that editors can jump there. */
  @Override
  public String toString() {
    String place = line > 0 ? ":" + line + (column > 0 ? ":" + column : "") : "";
    return file + place + ": " + what + " " + fix;
  }
}
