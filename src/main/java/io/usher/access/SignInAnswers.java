package io.usher.access;

import io.usher.audit.AuditTrail;
import io.usher.audit.AuditTrail.Actor;
import io.usher.audit.AuditTrail.Deed;
import io.usher.store.AuditEntry.Outcome;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.stereotype.Component;

/** What is answered to whoever isn't signed in, can't be, or signs out. */
@Component
class SignInAnswers implements AuthenticationEntryPoint, AccessDeniedHandler, LogoutHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SignInAnswers.class);

  private final AuditTrail audit;

  SignInAnswers(AuditTrail audit) {
    this.audit = audit;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (request.getAttribute(BearerLogin.REFUSED) != null) {
      response.setHeader("WWW-Authenticate", "Bearer realm=\"Usher\", error=\"invalid_token\"");
      Refusals.write(
          response,
          401,
          "token-invalid",
          "The token is unknown, was revoked, or has expired. An admin makes a new one: usher token new.");
    } else if (why instanceof SignInRefused refused) {
      response.setHeader("Retry-After", Long.toString(refused.seconds()));
      Refusals.write(response, 429, refused.code(), String.valueOf(refused.getMessage()));
    } else if (Refusals.wantsPage(request) && request.getHeader("Authorization") == null) {
      see(response, WayBack.signIn(request));
    } else {
      challenge(request, response);
    }
  }

  /** A browser's own password window must not open over a page that only fetches a part. */
  private static void challenge(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getHeader("HX-Request") != null) {
      response.setHeader("HX-Redirect", "/sign-in");
    } else {
      response.setHeader("WWW-Authenticate", "Basic realm=\"Usher\", charset=\"UTF-8\"");
    }
    Refusals.write(
        response, 401, "sign-in", "Sign in with name and password, or send a bearer token.");
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    Refusals.write(response, 403, "not-allowed", "You may not do that from here.");
  }

  void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    String from = request.getParameter("from");
    see(
        response,
        "/sign-in?problem="
            + problem(request, why)
            + (from == null
                ? ""
                : "&from=" + URLEncoder.encode(WayBack.checked(from), StandardCharsets.UTF_8)));
  }

  private String problem(HttpServletRequest request, AuthenticationException why) {
    if (why instanceof SignInRefused refused) {
      return refused.code();
    }
    if (!(why instanceof OAuth2AuthenticationException oidc)) {
      return "wrong";
    }
    String code = oidc.getError().getErrorCode();
    audit.refusedStranger(
        new Actor("unknown", "sign-in", request.getRemoteAddr()),
        new Deed("user.sign-in", null, null),
        "by the sign-in server: " + code.replaceAll("[^a-zA-Z0-9_-]", "?"));
    if (OidcPeople.NO_ROLE.equals(code)) {
      return code;
    }
    LOG.warn("A sign-in by the sign-in server failed: {}", code.replaceAll("[^a-zA-Z0-9_-]", "?"));
    return "oidc";
  }

  @Override
  public void logout(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Authentication authentication) {
    Caller.of(authentication)
        .ifPresent(
            caller ->
                audit.record(
                    new Actor(caller.name(), "console", request.getRemoteAddr()),
                    new Deed("user.sign-out", caller.name(), null),
                    Outcome.DONE,
                    null));
  }

  void signedOut(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Authentication authentication) {
    see(response, "/sign-in?out");
  }

  private static void see(HttpServletResponse response, String where) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", where);
  }
}
