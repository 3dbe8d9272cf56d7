package io.usher.cli.terminal;

import java.util.Set;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/** Paints the words that tell whether all is well; any other text stays as it is. */
final class StatusColour {
  private static final Set<String> GOOD =
      Set.of("DELIVERED", "ROUTED", "STARTED", "ACCEPTED", "DONE", "RECOVERED");
  private static final Set<String> WAITING =
      Set.of(
          "PENDING",
          "IN_FLIGHT",
          "RETRYING",
          "UNROUTED",
          "TIMED_OUT",
          "INTERRUPTED",
          "RUNNING",
          "PAUSED");
  private static final Set<String> BAD =
      Set.of("DEAD", "QUARANTINED", "FAILED", "REJECTED", "OPEN", "BREAKER_OPEN");

  private StatusColour() {}

  static String paint(String padded) {
    IStyle style = styleOf(padded.strip());
    return style == Style.reset || !Ansi.AUTO.enabled()
        ? padded
        : style.on() + padded + Style.reset.on();
  }

  private static IStyle styleOf(String word) {
    if (GOOD.contains(word)) {
      return Style.fg_green;
    }
    if (WAITING.contains(word)) {
      return Style.fg_yellow;
    }
    return BAD.contains(word) ? Style.fg_red : Style.reset;
  }
}
