package io.usher.console;

import io.usher.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What every page is in: where we are, who looks, and what a browser may do with it. */
@ControllerAdvice(basePackages = "io.usher.console")
@Component
class ConsoleFrame implements WebMvcConfigurer {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
          + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  private static final String[] PLACES = {
    "sales", "events", "deliveries", "jobs", "routes", "customers", "sandbox", "audit", "settings"
  };

  @ModelAttribute
  void frame(HttpServletRequest request, Model model) {
    describe(request, model);
  }

  static void describe(HttpServletRequest request, Model model) {
    model.addAttribute("place", place(request.getRequestURI()));
    model.addAttribute("caller", Caller.current().orElse(null));
    model.addAttribute("here", here(request));
  }

  private static String place(String path) {
    for (String place : PLACES) {
      if (path.startsWith("/" + place)) {
        return place;
      }
    }
    return "overview";
  }

  /** The page's own address, for buttons that lead back to it. */
  private static String here(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new Headers());
  }

  private static final class Headers implements HandlerInterceptor {
    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      if (handler instanceof HandlerMethod method
          && method.getBeanType().getName().startsWith("io.usher.console.")) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("Cache-Control", "no-store");
      }
      return true;
    }
  }
}
