package io.usher.sales;

import com.fasterxml.jackson.databind.JsonNode;
import io.usher.event.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Orders, items and money, as they are added up. */
final class Sums {

  private static final List<String> FIELDS =
      List.of(
          "gross_revenue",
          "net_sales",
          "total_tax",
          "service_fees",
          "organizer_fees",
          "discounts",
          "account_credit_applied");

  /** Currencies are strangers' texts too. */
  private static final int MOST_CURRENCIES = 10;

  private static final String OTHER_CURRENCY = "other";

  private final Map<String, BigDecimal[]> amounts = new TreeMap<>();
  private long orders;
  private long items;

  void order() {
    orders++;
  }

  void items(long more) {
    items += more;
  }

  /**
   * Adds the amounts that an order or a line of one has; none of them is no amount. What is given
   * back has no sign in a payload as routes see it; a line of a purchase may be below zero.
   */
  void money(String currency, JsonNode of) {
    if (FIELDS.stream().noneMatch(of::hasNonNull)) {
      return;
    }
    BigDecimal[] sums = of(currency);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = sums[i].add(Amount.read(of.path(FIELDS.get(i))).orElse(BigDecimal.ZERO));
    }
  }

  private BigDecimal[] of(String currency) {
    String name =
        amounts.containsKey(currency) || amounts.size() < MOST_CURRENCIES
            ? currency
            : OTHER_CURRENCY;
    return amounts.computeIfAbsent(name, n -> zeros());
  }

  private static BigDecimal[] zeros() {
    BigDecimal[] zeros = new BigDecimal[FIELDS.size()];
    Arrays.fill(zeros, BigDecimal.ZERO);
    return zeros;
  }

  void add(Sums other) {
    orders += other.orders;
    items += other.items;
    other.amounts.forEach(
        (currency, more) -> {
          BigDecimal[] sums = of(currency);
          for (int i = 0; i < sums.length; i++) {
            sums[i] = sums[i].add(more[i]);
          }
        });
  }

  /** Over all currencies, which tells a large show from a small one well enough. */
  BigDecimal size() {
    return amounts.values().stream().map(each -> each[0]).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  long items() {
    return items;
  }

  DaySales.Sum sum() {
    return new DaySales.Sum(
        orders,
        items,
        amounts.entrySet().stream().map(each -> money(each.getKey(), each.getValue())).toList());
  }

  private static DaySales.Money money(String currency, BigDecimal[] sums) {
    String[] texts =
        Arrays.stream(sums)
            .map(sum -> sum.setScale(2, RoundingMode.HALF_UP).toPlainString())
            .toArray(String[]::new);
    return new DaySales.Money(
        currency, texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], texts[6]);
  }
}
