package io.usher.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Finds changes that another site's page makes a signed-in browser send: those need a CSRF token,
 * which no such page has. Every current browser says where a request comes from (W3C, "Fetch
 * Metadata Request Headers"), an older one at least sends Origin or Referer. Scripts send none of
 * them and have no cookie; whoever has a session and says nothing is refused.
 */
final class CrossSite implements RequestMatcher {

  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private final @Nullable String publicAuthority;

  /**
   * @param publicUrl the address the outside sees: a proxy may send another Host; empty for none
   */
  CrossSite(String publicUrl) {
    this.publicAuthority = authority(publicUrl);
  }

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
    String from = origin == null ? request.getHeader("Referer") : origin;
    return from == null ? request.getRequestedSessionId() != null : !isOwn(from, request);
  }

  private boolean isOwn(String from, HttpServletRequest request) {
    String authority = authority(from);
    return authority != null
        && (authority.equalsIgnoreCase(request.getHeader("Host"))
            || authority.equalsIgnoreCase(publicAuthority));
  }

  private static @Nullable String authority(String url) {
    try {
      return URI.create(url).getAuthority();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
