package io.usher.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.cli.terminal.Printable;
import io.usher.cli.terminal.Surroundings;
import io.usher.trial.Compared;
import io.usher.trial.Difference;
import io.usher.trial.Reached;
import io.usher.trial.Sending;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Shows people what routes would send, and what that changes. */
final class TrialSheet {
  private static final int LONGEST_LINES = 30;

  private final Surroundings surroundings;
  private final boolean all;

  TrialSheet(Surroundings surroundings, boolean all) {
    this.surroundings = surroundings;
    this.all = all;
  }

  void print(List<Compared> tried) {
    tried.forEach(this::print);
    long same = tried.stream().filter(Compared::isSame).count();
    boolean comparing = tried.stream().anyMatch(event -> event.before() != null);
    line(
        0,
        comparing
            ? counted(tried.size())
                + ": "
                + (tried.size() - same)
                + " would change, "
                + same
                + " stay the same. Nothing was sent."
            : counted(tried.size()) + ". Nothing was sent.");
  }

  private static String counted(int events) {
    return events + (events == 1 ? " event" : " events");
  }

  private void print(Compared event) {
    String was =
        event.before() == null || event.before().equals(event.status())
            ? ""
            : "  (was " + event.before() + ")";
    line(0, event.name() + "  " + event.type() + "  " + event.status() + was);
    if (event.failure() != null) {
      line(1, painted("red", "The router fails: " + event.failure()));
    }
    event.destinations().forEach(this::print);
    if (event.destinations().isEmpty() && event.failure() == null) {
      line(1, "goes nowhere");
    }
  }

  private void print(Compared.Place place) {
    String name = place.destination();
    switch (place.change()) {
      case SAME -> line(1, "= " + name + "  same");
      case CHANGED -> line(1, painted("yellow", "~ " + name + "  changed"));
      case NEW -> line(1, painted("green", "+ " + name + "  new"));
      case GONE -> line(1, painted("red", "- " + name + "  not reached any more"));
      case ONLY -> line(1, name);
    }
    place.differences().forEach(this::print);
    boolean whole =
        place.change() == Compared.Change.NEW || place.change() == Compared.Change.ONLY || all;
    if (place.now() != null && whole) {
      print(place.now());
    } else if (place.now() != null && place.now().failure() != null) {
      line(2, painted("red", "fails: " + place.now().failure()));
    }
  }

  private void print(Difference difference) {
    line(2, difference.at());
    if (difference.was() != null) {
      value(painted("red", "- "), difference.was());
    }
    if (difference.now() != null) {
      value(painted("green", "+ "), difference.now());
    }
  }

  private void value(String sign, String text) {
    text.lines().limit(LONGEST_LINES).forEach(each -> line(3, sign + Printable.line(each)));
    if (text.isEmpty()) {
      line(3, sign + "(empty)");
    }
  }

  private void print(Reached reached) {
    for (Sending sending : reached.sendings()) {
      line(2, sending.kind());
      print(3, null, sending.content());
    }
    if (reached.failure() != null) {
      line(2, painted("red", "fails: " + reached.failure()));
    } else if (reached.sendings().isEmpty()) {
      line(2, "sends nothing");
    }
  }

  private void print(int depth, @Nullable String name, JsonNode node) {
    String title = name == null ? "" : name + ": ";
    if (!node.isContainerNode()) {
      List<String> lines = node.asText().lines().toList();
      line(depth, title + (lines.size() > 1 ? "" : Printable.line(node.asText())));
      if (lines.size() > 1) {
        lines.stream()
            .limit(all ? Long.MAX_VALUE : LONGEST_LINES)
            .forEach(each -> line(depth + 1, Printable.line(each)));
      }
      return;
    }
    if (name != null) {
      line(depth, title.strip());
    }
    int below = name == null ? depth : depth + 1;
    if (node.isObject()) {
      node.properties().forEach(e -> print(below, e.getKey(), e.getValue()));
    } else {
      for (int i = 0; i < node.size(); i++) {
        print(below, String.valueOf(i + 1), node.get(i));
      }
    }
  }

  private void line(int depth, String text) {
    surroundings.out().println("  ".repeat(depth) + text);
  }

  private static String painted(String colour, String text) {
    String safe = Printable.line(text);
    return Ansi.AUTO.enabled()
        ? Ansi.Style.parse(colour)[0].on() + safe + Ansi.Style.reset.on()
        : safe;
  }
}
