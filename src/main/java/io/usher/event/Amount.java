package io.usher.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Money in a payload: a number or a string with one. What no ticket costs (more than fifteen
 * digits, an exponent in the millions) is no amount, so that nobody can make us write out
 * 1e1000000000.
 */
public final class Amount {

  private static final int MOST_DIGITS = 15;
  private static final int LONGEST_TEXT = 60;

  private Amount() {}

  /** Empty for anything that is not a number of a sensible size. */
  public static Optional<BigDecimal> read(JsonNode value) {
    if (value.isNumber()) {
      return Optional.of(value.decimalValue()).filter(Amount::sensible);
    }
    return value.isTextual() ? parse(value.textValue().strip()) : Optional.empty();
  }

  static String twoDigits(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  private static Optional<BigDecimal> parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text)).filter(Amount::sensible);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean sensible(BigDecimal value) {
    return (long) value.precision() - value.scale() <= MOST_DIGITS
        && Math.abs((long) value.scale()) <= LONGEST_TEXT;
  }
}
