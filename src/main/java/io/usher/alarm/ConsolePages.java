package io.usher.alarm;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The console's pages that notices lead to. */
final class ConsolePages {

  static final String CUSTOMERS = "/customers";
  static final String OVERVIEW = "/";

  private ConsolePages() {}

  static String destination(String customer, String destination) {
    return "/deliveries?customer=" + encoded(customer) + "&destination=" + encoded(destination);
  }

  static String deliveries(String customer, String destination, String status) {
    return destination(customer, destination) + "&status=" + status;
  }

  static String events(String customer, String status) {
    return "/events?customer=" + encoded(customer) + "&status=" + status;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
