package io.usher.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a test expects of one value: to be equal to something, to contain a text, to match a
 * pattern, or not to be there.
 *
 * @param line where the test says so
 */
public record Expected(
    int line,
    @Nullable JsonNode equal,
    @Nullable String contains,
    @Nullable String matches,
    boolean absent) {

  /** Whether a value is as expected; null for one that isn't there. */
  public boolean isMetBy(@Nullable JsonNode got) {
    if (absent || got == null || got.isMissingNode()) {
      return absent && (got == null || got.isMissingNode() || got.isNull());
    }
    if (contains != null) {
      return text(got).contains(contains);
    }
    if (matches != null) {
      return Pattern.compile(matches, Pattern.DOTALL).matcher(text(got)).matches();
    }
    return equal != null && same(equal, got);
  }

  private static boolean same(JsonNode expected, JsonNode got) {
    if (expected.isContainerNode() || got.isContainerNode()) {
      return expected.equals(got);
    }
    return expected.isNumber() && got.isNumber()
        ? expected.decimalValue().compareTo(got.decimalValue()) == 0
        : text(expected).equals(text(got)) && expected.isNull() == got.isNull();
  }

  private static String text(JsonNode node) {
    return node.isContainerNode() ? node.toString() : node.asText();
  }

  /** As a person would say it. */
  public String shown() {
    if (absent) {
      return "nothing";
    }
    return Optional.ofNullable(contains)
        .map(text -> "something with " + text)
        .or(() -> Optional.ofNullable(matches).map(pattern -> "something like " + pattern))
        .orElseGet(() -> equal == null ? "nothing" : text(equal));
  }
}
