package io.usher.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where somebody wanted to go before the sign-in page; never another site. */
final class WayBack {

  private static final int LONGEST = 1_000;

  private WayBack() {}

  static String checked(@Nullable String from) {
    return from != null && isOurs(from) ? from : "/";
  }

  private static boolean isOurs(String from) {
    return from.length() <= LONGEST
        && from.startsWith("/")
        && !from.startsWith("//")
        && !from.startsWith("/sign-")
        && from.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '\\');
  }

  /** The sign-in page's address, knowing where this request wanted to go. */
  static String signIn(HttpServletRequest request) {
    String query = request.getQueryString();
    String wanted = request.getRequestURI() + (query == null ? "" : "?" + query);
    boolean reading = "GET".equals(request.getMethod());
    return reading && isOurs(wanted) && !wanted.equals("/")
        ? "/sign-in?from=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8)
        : "/sign-in";
  }
}
