package io.usher.access;

import io.usher.audit.AuditTrail;
import io.usher.audit.AuditTrail.Actor;
import io.usher.audit.AuditTrail.Deed;
import io.usher.settings.HubSettings;
import io.usher.store.AuditEntry.Outcome;
import io.usher.store.UserStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** What follows when somebody has signed in by a page: the session's clock, the log, the way on. */
final class SignedIn implements AuthenticationSuccessHandler {

  /** In the session, while somebody is away at the sign-in server. */
  static final String FROM = "usher.from";

  private static final Duration KNOWN_FOR = Duration.ofDays(180);

  private final SessionWatch watch;
  private final KnownBrowsers browsers;
  private final UserStore users;
  private final AuditTrail audit;
  private final boolean secure;

  SignedIn(
      SessionWatch watch,
      KnownBrowsers browsers,
      UserStore users,
      AuditTrail audit,
      HubSettings hub) {
    this.watch = watch;
    this.browsers = browsers;
    this.users = users;
    this.audit = audit;
    this.secure = isHttps(hub);
  }

  static boolean isHttps(HubSettings hub) {
    return hub.publicUrl().startsWith("https:");
  }

  @Override
  public void onAuthenticationSuccess(
      HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
    Caller caller = Caller.of(authentication).orElseThrow();
    watch.begin(request.getSession(), caller);
    if (caller.kind() == Caller.Kind.PASSWORD) {
      users.signedIn(caller.name());
      response.addHeader(HttpHeaders.SET_COOKIE, cookie(caller.name(), request).toString());
    }
    audit.record(
        new Actor(caller.name(), "console", request.getRemoteAddr()),
        new Deed("user.sign-in", caller.name(), null),
        Outcome.DONE,
        caller.kind() == Caller.Kind.OIDC ? "by the sign-in server" : null);
    Object away = request.getSession().getAttribute(FROM);
    String from = away instanceof String text ? text : request.getParameter("from");
    request.getSession().removeAttribute(FROM);
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader(HttpHeaders.LOCATION, WayBack.checked(from));
  }

  private ResponseCookie cookie(String user, HttpServletRequest request) {
    return ResponseCookie.from(KnownBrowsers.COOKIE, browsers.mark(user))
        .httpOnly(true)
        .secure(secure || request.isSecure())
        .sameSite("Lax")
        .path("/sign-in")
        .maxAge(KNOWN_FOR)
        .build();
  }
}
