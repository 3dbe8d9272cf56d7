package io.usher.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Finds changes that another site's page makes a signed-in browser send: those need a CSRF token,
 * which no such page has. Every current browser says where a request comes from (W3C, "Fetch
 * Metadata Request Headers"), an older one at least sends Origin; scripts send neither and carry no
 * cookie or remembered password that could be abused.
 */
final class CrossSite implements RequestMatcher {

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OWN = Set.of("same-origin", "none");

  @Override
  public boolean matches(HttpServletRequest request) {
    if (SAFE_METHODS.contains(request.getMethod())) {
      return false;
    }
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !OWN.contains(site);
    }
    String origin = request.getHeader("Origin");
    return origin != null && !isOwn(origin, request);
  }

  private static boolean isOwn(String origin, HttpServletRequest request) {
    try {
      return request.getHeader("Host") != null
          && request.getHeader("Host").equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
