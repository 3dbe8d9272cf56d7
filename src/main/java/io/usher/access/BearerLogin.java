package io.usher.access;

import io.usher.store.Reach;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in who sends a token, in the header and nowhere else: addresses end up in logs. */
final class BearerLogin extends OncePerRequestFilter {

  /** On a request whose token is none of ours. */
  static final String REFUSED = BearerLogin.class.getName() + ".refused";

  private static final String BEARER = "Bearer ";
  private static final Caller LOCAL =
      Caller.person("cli", Role.ADMIN, Reach.EVERYTHING, Caller.Kind.CLI);

  private final LocalToken local;
  private final ApiTokens tokens;

  BearerLogin(LocalToken local, ApiTokens tokens) {
    this.local = local;
    this.tokens = tokens;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Caller> caller = caller(header.substring(BEARER.length()).strip());
    caller.ifPresentOrElse(BearerLogin::signIn, () -> request.setAttribute(REFUSED, Boolean.TRUE));
    chain.doFilter(request, response);
  }

  private Optional<Caller> caller(String token) {
    return local.matches(token) ? Optional.of(LOCAL) : tokens.caller(token);
  }

  private static void signIn(Caller caller) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        UsernamePasswordAuthenticationToken.authenticated(caller, null, caller.authorities()));
    SecurityContextHolder.setContext(context);
  }
}
