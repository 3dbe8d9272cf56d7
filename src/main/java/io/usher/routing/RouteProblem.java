package io.usher.routing;

import io.usher.settings.StartupProblem;
import java.io.Serial;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is wrong with a route file: file, line where it is known, what, and what to do. */
final class RouteProblem extends StartupProblem {

  @Serial private static final long serialVersionUID = 1L;

  private static final Pattern LINE = Pattern.compile("\\bline[: ]+(\\d+)");

  RouteProblem(RouteFile file, String what) {
    super(file.path() + ": " + what);
  }

  RouteProblem(RouteFile file, Throwable cause) {
    super(file.path() + line(cause) + ": " + sentence(cause), cause);
  }

  private static String line(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      Matcher matcher = LINE.matcher(String.valueOf(at.getMessage()));
      if (matcher.find()) {
        return ", line " + matcher.group(1);
      }
    }
    return "";
  }

  private static String sentence(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String text =
        String.valueOf(root.getMessage())
            .lines()
            .map(String::strip)
            .filter(l -> !l.isEmpty())
            .findFirst()
            .orElse("");
    String what = text.isEmpty() || "null".equals(text) ? root.getClass().getSimpleName() : text;
    return what + (what.endsWith(".") ? "" : ".") + " Correct the file and start again.";
  }
}
