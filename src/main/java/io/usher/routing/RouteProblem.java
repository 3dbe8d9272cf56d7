package io.usher.routing;

import io.usher.settings.StartupProblem;
import io.usher.settings.YamlProblem;
import java.io.Serial;

/** What is wrong with a route file: file, line where it is known, what, and what to do. */
final class RouteProblem extends StartupProblem {

  @Serial private static final long serialVersionUID = 1L;

  RouteProblem(RouteFile file, String what) {
    super(file.path() + ": " + what);
  }

  RouteProblem(RouteFile file, Throwable cause) {
    super(file.path() + line(cause) + ": " + RouteMistake.sentence(cause), cause);
  }

  private static String line(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      int line = YamlProblem.of(String.valueOf(at.getMessage())).line();
      if (line > 0) {
        return ", line " + line;
      }
    }
    return "";
  }
}
