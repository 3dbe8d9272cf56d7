package io.usher.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Stands before every endpoint and knows which one was chosen, so no way of writing a path leads
 * around it. Rows are the store's concern; a customer in the path is this one's.
 */
final class AccessGate implements HandlerInterceptor {

  /** The API's description, which says nothing of anybody's data. */
  private static final String DESCRIPTION = "org.springdoc.";

  private static final String OURS = "io.usher.";

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    if (!(handler instanceof HandlerMethod method)
        || request.getDispatcherType() != DispatcherType.REQUEST
        || isOpen(method)) {
      return true;
    }
    Optional<Caller> caller = Caller.current();
    if (caller.isEmpty()) {
      Refusals.write(response, 401, "sign-in", "Sign in, or send a token.");
      return false;
    }
    return isAllowed(caller.get(), method, response)
        && isOfTheirCustomer(caller.get(), request, response);
  }

  static boolean isOpen(HandlerMethod method) {
    return find(method, Open.class) != null && find(method, Needs.class) == null;
  }

  /** What the endpoint says of itself; null when it says nothing. */
  static @Nullable Needs needs(HandlerMethod method) {
    return find(method, Needs.class);
  }

  private static <A extends java.lang.annotation.Annotation> @Nullable A find(
      HandlerMethod method, Class<A> type) {
    A own = method.getMethodAnnotation(type);
    return own != null
        ? own
        : AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), type);
  }

  private static boolean isAllowed(
      Caller caller, HandlerMethod method, HttpServletResponse response) throws IOException {
    Needs needs = needs(method);
    Role role = needs == null ? unsaid(method) : needs.value();
    Scope scope = needs == null ? Scope.ADMIN : needs.scope();
    if (needs == null && role == Role.VIEWER) {
      return true;
    }
    if (!caller.is(role)) {
      Refusals.write(
          response,
          403,
          "not-allowed",
          "This needs the role " + role.word() + "; yours is " + caller.role().word() + ".");
      return false;
    }
    if (needs != null && needs.wholeHub() && !caller.reach().isEverything()) {
      Refusals.write(
          response,
          403,
          "not-allowed",
          "This is about all customers, and you are limited to "
              + String.join(", ", caller.reach().names())
              + ".");
      return false;
    }
    if (!caller.may(role, scope)) {
      Refusals.write(
          response, 403, "not-allowed", "This token lacks the scope " + scope.word() + ".");
      return false;
    }
    return true;
  }

  private static Role unsaid(HandlerMethod method) {
    String type = method.getBeanType().getName();
    return type.startsWith(DESCRIPTION) && !type.startsWith(OURS) ? Role.VIEWER : Role.ADMIN;
  }

  /** As if it did not exist: which customers there are is nobody's business. */
  private static boolean isOfTheirCustomer(
      Caller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
    Object variables = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    Object customer = variables instanceof Map<?, ?> map ? map.get("customer") : null;
    if (customer == null || caller.sees(customer.toString())) {
      return true;
    }
    Refusals.write(response, 404, "not-found", "There is no such customer, or none that you see.");
    return false;
  }
}
