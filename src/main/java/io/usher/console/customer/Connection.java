package io.usher.console.customer;

import io.usher.connector.ConnectionCheck;
import io.usher.customer.Customer;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A customer's connection to a vendor, as a page shows it: nothing in it is a secret.
 *
 * @param kind the vendor's word; empty where no check knows it
 * @param shown settings by name; secrets masked
 */
record Connection(String name, String kind, Map<String, String> shown) {

  /** What is no secret. Everything else is masked, so that a new setting never shows one. */
  private static final Set<String> OPEN =
      Set.of(
          "host",
          "port",
          "username",
          "from",
          "startTls",
          "spreadsheetId",
          "clientId",
          "header",
          "name",
          "timeZone",
          "locale",
          "tab");

  private static final Set<String> ADDRESSES = Set.of("url", "loginUrl", "rootUrl");
  private static final String MASK = "••••••••";

  static List<Connection> of(Customer customer, List<ConnectionCheck> checks) {
    List<Connection> connections = new ArrayList<>();
    grouped(customer)
        .forEach(
            (name, settings) -> {
              String kind =
                  checks.stream()
                      .filter(check -> check.isFor(settings))
                      .map(ConnectionCheck::kind)
                      .findFirst()
                      .orElse("");
              connections.add(new Connection(name, kind, masked(settings)));
            });
    return connections;
  }

  /** The settings below each first name: {@code mail} has {@code host}, {@code port} … */
  static Map<String, Map<String, String>> grouped(Customer customer) {
    Map<String, Map<String, String>> grouped = new TreeMap<>();
    customer
        .settings()
        .forEach(
            (key, value) -> {
              int dot = key.indexOf('.');
              if (dot > 0) {
                grouped
                    .computeIfAbsent(key.substring(0, dot), name -> new LinkedHashMap<>())
                    .put(key.substring(dot + 1), value);
              }
            });
    return grouped;
  }

  private static Map<String, String> masked(Map<String, String> settings) {
    Map<String, String> masked = new LinkedHashMap<>();
    settings.forEach((name, value) -> masked.put(name, shown(name, value)));
    return masked;
  }

  private static String shown(String name, String value) {
    if (value.isEmpty() || OPEN.contains(name)) {
      return value;
    }
    return ADDRESSES.contains(name) ? place(value) : MASK;
  }

  /** An address's path and query can be a secret (a Slack webhook's is), its host is none. */
  private static String place(String address) {
    try {
      URI uri = URI.create(address);
      String host = uri.getHost() == null ? MASK : uri.getScheme() + "://" + uri.getHost();
      boolean more = uri.getRawPath() != null && uri.getRawPath().length() > 1;
      return host + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + (more ? "/" + MASK : "");
    } catch (IllegalArgumentException e) {
      return MASK;
    }
  }
}
