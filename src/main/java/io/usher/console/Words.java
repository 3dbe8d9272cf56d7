package io.usher.console;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Statuses and types as people say them. */
@Component("words")
public class Words {

  private static final Map<String, String> TYPES = types();

  private static final Map<String, String> TONES =
      Map.ofEntries(
          Map.entry("DELIVERED", "good"),
          Map.entry("ROUTED", "good"),
          Map.entry("DONE", "good"),
          Map.entry("RUNNING", "good"),
          Map.entry("VALID", "good"),
          Map.entry("DEAD", "bad"),
          Map.entry("REJECTED", "bad"),
          Map.entry("FAILED", "bad"),
          Map.entry("TIMED_OUT", "bad"),
          Map.entry("QUARANTINED", "bad"),
          Map.entry("BREAKER_OPEN", "bad"),
          Map.entry("REFUSED", "bad"),
          Map.entry("RETRYING", "wait"),
          Map.entry("UNROUTED", "wait"),
          Map.entry("PAUSED", "wait"),
          Map.entry("QUIET", "wait"),
          Map.entry("INTERRUPTED", "wait"),
          Map.entry("PENDING", "busy"),
          Map.entry("ACCEPTED", "busy"),
          Map.entry("BEGUN", "busy"),
          Map.entry("IN_FLIGHT", "busy"));

  private static Map<String, String> types() {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("invoice.purchase", "Purchase");
    types.put("invoice.refund", "Refund");
    types.put("invoice.void", "Void");
    types.put("invoice.transfer", "Transfer received");
    types.put("invoice.transferred", "Transfer given");
    types.put("webhook.test", "Test");
    return types;
  }

  /** By the type's own name, in the order in which lists offer them. */
  public Map<String, String> allTypes() {
    return TYPES;
  }

  public String type(String type) {
    return TYPES.getOrDefault(type, type);
  }

  /** The API's word in small letters: "in flight". */
  public String status(Object status) {
    return status.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Which colour goes with it: good, bad, wait, busy or none. */
  public String tone(Object status) {
    return TONES.getOrDefault(status.toString(), "none");
  }

  /** "1 ticket", "3 tickets". */
  public String many(long count, String one) {
    return number(count) + " " + (count == 1 ? one : one.endsWith("y") ? ies(one) : one + "s");
  }

  private static String ies(String one) {
    return one.substring(0, one.length() - 1) + "ies";
  }

  public String number(long count) {
    return String.format(Locale.ENGLISH, "%,d", count);
  }

  /** "1,840.50 CAD". */
  public String money(String amount, String currency) {
    String text = String.format(Locale.ENGLISH, "%,.2f", new BigDecimal(amount));
    return currency.isEmpty() ? text : text + " " + currency;
  }
}
