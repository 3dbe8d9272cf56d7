package io.usher.connector.jq;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;

/** Amounts and times in the words of a place. */
final class Wording {

  private Wording() {}

  static String money(BigDecimal amount, String currency, String locale) {
    Optional<Currency> known = currency(currency);
    Locale place = Locale.forLanguageTag(locale);
    NumberFormat format =
        known.isPresent()
            ? NumberFormat.getCurrencyInstance(place)
            : NumberFormat.getNumberInstance(place);
    known.ifPresent(format::setCurrency);
    int digits = known.map(Currency::getDefaultFractionDigits).filter(d -> d >= 0).orElse(2);
    format.setMinimumFractionDigits(digits);
    format.setMaximumFractionDigits(digits);
    return format.format(amount);
  }

  /** Zone, locale and pattern are configuration: a wrong one throws. The time is data: empty. */
  static Optional<String> localTime(String utc, String zone, String locale, String pattern) {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(pattern, Locale.forLanguageTag(locale))
            .withZone(ZoneId.of(zone));
    return instant(utc).map(format::format);
  }

  static String clip(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean splits = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, splits ? length - 1 : length);
  }

  private static Optional<Instant> instant(String utc) {
    try {
      return Optional.of(OffsetDateTime.parse(utc).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Currency> currency(String code) {
    try {
      return Optional.of(Currency.getInstance(code));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
