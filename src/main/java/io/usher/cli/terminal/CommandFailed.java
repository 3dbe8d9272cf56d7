package io.usher.cli.terminal;

/** Ends a command with a sentence for the person and an exit code for the script. */
public final class CommandFailed extends RuntimeException {
  public static final int FAILED = 1;
  public static final int WRONG_USAGE = 2;
  public static final int HUB_NOT_REACHABLE = 3;
  public static final int NOT_ALLOWED = 4;

  private static final long serialVersionUID = 1;

  private final int exitCode;

  public CommandFailed(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
