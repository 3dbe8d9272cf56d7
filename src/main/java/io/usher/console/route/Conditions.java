package io.usher.console.route;

import io.usher.console.Words;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says a router's usual conditions in words; others are shown as they are written. */
final class Conditions {

  private static final Pattern TYPE =
      Pattern.compile("\\s*\\$\\{variable\\.event\\.type}\\s*(?:==|in)\\s*['\"]([^'\"]+)['\"]\\s*");
  private static final int LONGEST = 60;
  private static final Words WORDS = new Words();

  private Conditions() {}

  static String label(String condition) {
    Matcher type = TYPE.matcher(condition);
    if (type.matches()) {
      return Arrays.stream(type.group(1).split(","))
          .map(String::strip)
          .map(WORDS::type)
          .collect(Collectors.joining(", "));
    }
    String line = condition.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
