package io.usher.access;

import io.usher.store.User;
import io.usher.store.UserStore;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session that has lasted long enough, or whose user was removed, got another role or
 * another password since: with the next request, not when it is idle at last.
 */
final class SessionWatch extends OncePerRequestFilter {

  private static final String SINCE = "usher.signed-in-at";
  private static final String CHANGED = "usher.user-changed-at";

  private final UserStore users;
  private final SessionSettings settings;
  private final Clock clock;

  SessionWatch(UserStore users, SessionSettings settings, Clock clock) {
    this.users = users;
    this.settings = settings;
    this.clock = clock;
  }

  /** Called when somebody has signed in, and when they changed their own password. */
  void begin(HttpSession session, Caller caller) {
    session.setMaxInactiveInterval((int) settings.idle().toSeconds());
    session.setAttribute(SINCE, clock.millis());
    if (caller.kind() == Caller.Kind.PASSWORD) {
      users
          .find(caller.name())
          .ifPresent(user -> session.setAttribute(CHANGED, user.changedAt().toEpochMilli()));
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    Optional<Caller> caller = session == null ? Optional.empty() : Caller.current();
    if (session != null && caller.isPresent() && isOver(session, caller.get())) {
      SecurityContextHolder.clearContext();
      session.invalidate();
    }
    chain.doFilter(request, response);
  }

  private boolean isOver(HttpSession session, Caller caller) {
    if (!(session.getAttribute(SINCE) instanceof Long since)
        || clock.millis() - since > settings.longest().toMillis()) {
      return true;
    }
    return caller.kind() == Caller.Kind.PASSWORD && isChanged(session, caller.name());
  }

  private boolean isChanged(HttpSession session, String name) {
    Optional<User> user = users.find(name);
    return user.isEmpty()
        || !Long.valueOf(user.get().changedAt().toEpochMilli())
            .equals(session.getAttribute(CHANGED));
  }
}
