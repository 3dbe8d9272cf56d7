package io.usher.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.ui.ExtendedModelMap;
import org.springframework.ui.Model;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** An address that is nobody's: people get a page, scripts what the API says. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@Component
class NoSuchPage implements HandlerExceptionResolver {

  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception e) {
    String accept = request.getHeader("Accept");
    boolean page = accept != null && accept.contains("text/html");
    if (!(e instanceof NoResourceFoundException)
        || !page
        || request.getRequestURI().startsWith("/api/")) {
      return null;
    }
    Model model = new ExtendedModelMap();
    ConsoleFrame.describe(request, model);
    model.addAttribute("title", "Not found");
    model.addAttribute("sentence", "There is no page at this address.");
    response.setStatus(404);
    return new ModelAndView("console/problem", model.asMap());
  }
}
