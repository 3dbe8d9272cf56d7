package io.usher.console.customer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Settings without what lets anybody in. */
final class Masked {

  static final String DOTS = "••••••••";

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(secret|password|passphrase|token|key|credential|authorization|auth|value).*");
  private static final Pattern WITHIN_URL = Pattern.compile("^([a-z][a-z0-9+.-]*://)[^/@]*@");

  private Masked() {}

  static Map<String, String> of(Map<String, String> settings) {
    Map<String, String> masked = new LinkedHashMap<>();
    settings.forEach((name, value) -> masked.put(name, value(name, value)));
    return masked;
  }

  private static String value(String name, String value) {
    if (value.isEmpty()) {
      return value;
    }
    if (SECRET.matcher(name).matches()) {
      return DOTS;
    }
    return WITHIN_URL
        .matcher(value)
        .replaceFirst("$1" + DOTS + "@")
        .replaceFirst("\\?.*", "?" + DOTS);
  }
}
