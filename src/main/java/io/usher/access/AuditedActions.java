package io.usher.access;

import io.usher.audit.AuditNote;
import io.usher.audit.AuditTrail;
import io.usher.audit.AuditTrail.Actor;
import io.usher.audit.AuditTrail.Deed;
import io.usher.audit.Audited;
import io.usher.store.AuditEntry.Outcome;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Writes down whatever changes something, before and after, whether or not it was allowed. It comes
 * before the gate and before every controller, so none can forget.
 */
final class AuditedActions implements HandlerInterceptor {

  private static final String ENTRY = AuditedActions.class.getName();
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final AuditTrail trail;

  AuditedActions(AuditTrail trail) {
    this.trail = trail;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod method
        && request.getDispatcherType() == DispatcherType.REQUEST
        && (!AccessGate.isOpen(method) || named(method) != null)
        && (named(method) != null || !READING.contains(request.getMethod()))) {
      request.setAttribute(ENTRY, trail.begin(actor(request), deed(request, method)));
    }
    return true;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(ENTRY) instanceof String entry) {
      int status = failure != null ? 500 : response.getStatus();
      String note = AuditNote.of(request);
      trail.end(entry, outcome(status), status < 400 ? note : "answered " + status);
    }
  }

  private static Outcome outcome(int status) {
    if (status < 400) {
      return Outcome.DONE;
    }
    return status < 500 ? Outcome.REFUSED : Outcome.FAILED;
  }

  static Actor actor(HttpServletRequest request) {
    Optional<Caller> caller = Caller.current();
    return new Actor(
        caller.map(Caller::name).orElse("nobody"),
        caller.map(c -> via(c, request)).orElse("nobody"),
        request.getRemoteAddr());
  }

  private static String via(Caller caller, HttpServletRequest request) {
    return switch (caller.kind()) {
      case CLI -> "cli";
      case TOKEN -> "token";
      case OIDC, PASSWORD -> request.getHeader("Authorization") == null ? "console" : "api";
    };
  }

  private static @Nullable Audited named(HandlerMethod method) {
    return method.getMethodAnnotation(Audited.class);
  }

  private static Deed deed(HttpServletRequest request, HandlerMethod method) {
    Audited named = named(method);
    Map<String, String> variables = variables(request);
    String customer = variables.remove("customer");
    String subject = variables.values().stream().collect(Collectors.joining(" "));
    return new Deed(
        named == null ? request.getMethod() + " " + pattern(request) : named.value(),
        subject.isEmpty() ? null : subject,
        customer);
  }

  private static Map<String, String> variables(HttpServletRequest request) {
    Map<String, String> variables = new TreeMap<>();
    Object found = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    if (found instanceof Map<?, ?> map) {
      map.forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value)));
    }
    return variables;
  }

  private static String pattern(HttpServletRequest request) {
    return String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
  }
}
