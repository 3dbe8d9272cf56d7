package io.usher.faults.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** What a result was measured on; without names or paths of it. */
final class Machine {

  private Machine() {}

  static String describe(String command) {
    return """
        # What the fault bench found

        %s, %d processors, %s %s, Java %s. Command: `%s`

        """
        .formatted(
            LocalDate.now(ZoneOffset.UTC),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.version().feature(),
            command);
  }
}
