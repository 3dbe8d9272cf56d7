package io.usher.console.sales;

import io.usher.sales.DaySales;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was sold less what was given back, in one currency. */
record Net(String currency, String grossRevenue) {

  static List<Net> of(DaySales sales) {
    Map<String, BigDecimal> net = new TreeMap<>();
    sales.sold().amounts().forEach(money -> add(net, money, 1));
    sales.refunded().amounts().forEach(money -> add(net, money, -1));
    sales.voided().amounts().forEach(money -> add(net, money, -1));
    return net.entrySet().stream()
        .map(each -> new Net(each.getKey(), each.getValue().toPlainString()))
        .toList();
  }

  private static void add(Map<String, BigDecimal> net, DaySales.Money money, int sign) {
    BigDecimal amount = new BigDecimal(money.grossRevenue()).multiply(BigDecimal.valueOf(sign));
    net.merge(money.currency(), amount, BigDecimal::add);
  }
}
