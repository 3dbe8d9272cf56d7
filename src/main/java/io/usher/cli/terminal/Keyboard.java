package io.usher.cli.terminal;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/** Where a person can answer a question. */
@FunctionalInterface
public interface Keyboard {

  /** Nobody sits here: a script, a pipe, a cron job. */
  Keyboard NONE = Optional::empty;

  /** A line that the person typed; empty when there is nobody to type one. */
  Optional<String> line();

  static Keyboard ofThisProcess() {
    Console console = System.console();
    return console == null || !isTerminal(console)
        ? NONE
        : () -> Optional.ofNullable(console.readLine());
  }

  /** From Java 22 on there is a console even without a terminal; only that one can tell. */
  private static boolean isTerminal(Console console) {
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException olderJava) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
