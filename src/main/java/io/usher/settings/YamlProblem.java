package io.usher.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a YAML parser complains about, without the lines that it quotes from the file: they may hold
 * a secret.
 *
 * @param line from 1; 0 when the parser names none
 * @param column from 1; 0 when the parser names none
 * @param what the parser's last sentence, which is about the place and not its surroundings
 */
public record YamlProblem(int line, int column, String what) {

  private static final Pattern PLACE =
      Pattern.compile("^ *in .*, line (\\d+), column (\\d+)", Pattern.MULTILINE);

  /** Reads the message of SnakeYAML, of its successor, or of whoever passes on theirs. */
  public static YamlProblem of(String message) {
    int line = 0;
    int column = 0;
    for (Matcher place = PLACE.matcher(message); place.find(); ) {
      line = Integer.parseInt(place.group(1));
      column = Integer.parseInt(place.group(2));
    }
    String what =
        message
            .lines()
            .filter(text -> !text.isBlank() && !text.startsWith(" ") && !text.startsWith("in "))
            .reduce("not YAML", (earlier, later) -> later);
    return new YamlProblem(line, column, what);
  }
}
