package io.usher.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tells a browser that somebody signed in with before from a stranger's at the same address: behind
 * a proxy all have one address, and whoever guesses there must not lock the others out (OWASP,
 * "Slow Down Online Guessing Attacks with Device Cookies"). It lets nobody in.
 */
final class KnownBrowsers {

  static final String COOKIE = "usher-browser";

  private final Keyed keyed = new Keyed();
  private final SecureRandom random = new SecureRandom();

  /** The value of a new cookie for this user. */
  String mark(String user) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    return id + "." + keyed.of(user, id);
  }

  /** The browser's own id, if it has signed this user in before. */
  Optional<String> of(HttpServletRequest request, String user) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .map(Cookie::getValue)
            .filter(value -> isGenuine(value, user))
            .findFirst();
  }

  private boolean isGenuine(String value, String user) {
    int dot = value.indexOf('.');
    return dot > 0
        && MessageDigest.isEqual(
            keyed.of(user, value.substring(0, dot)).getBytes(StandardCharsets.UTF_8),
            value.substring(dot + 1).getBytes(StandardCharsets.UTF_8));
  }
}
