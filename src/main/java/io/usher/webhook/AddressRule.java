package io.usher.webhook;

import io.usher.customer.Source;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.security.web.util.matcher.IpAddressMatcher;
import org.springframework.stereotype.Component;

/**
 * Lets a webhook in by the address it comes from, where its source has a list. Behind a proxy, set
 * {@code server.forward-headers-strategy: native}: the web server then believes {@code
 * X-Forwarded-For}, of proxies in private networks only.
 */
@Component
final class AddressRule {

  /** The outgoing addresses that Showpass publishes. */
  private static final List<String> SHOWPASS =
      List.of("34.83.8.110", "34.168.12.250", "35.230.81.80", "35.230.119.67");

  private final Map<List<String>, List<IpAddressMatcher>> matchers = new ConcurrentHashMap<>();

  /**
   * @throws IllegalArgumentException for an entry that is no address, as the end of a sentence
   */
  void check(Source source) {
    matchers(source);
  }

  boolean allows(Source source, String address) {
    return source.addresses().isEmpty()
        || matchers(source).stream().anyMatch(matcher -> matcher.matches(address));
  }

  private List<IpAddressMatcher> matchers(Source source) {
    return matchers.computeIfAbsent(
        source.addresses(),
        entries ->
            entries.stream().flatMap(AddressRule::preset).map(AddressRule::matcher).toList());
  }

  private static Stream<String> preset(String entry) {
    return "showpass".equals(entry) ? SHOWPASS.stream() : Stream.of(entry);
  }

  private static IpAddressMatcher matcher(String entry) {
    try {
      return new IpAddressMatcher(entry);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "its addresses has '"
              + entry
              + "', which is no address, range (10.0.0.0/8) or preset (showpass)",
          e);
    }
  }
}
