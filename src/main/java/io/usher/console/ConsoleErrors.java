package io.usher.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.ui.Model;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Says in a page what the API says in JSON. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@ControllerAdvice(basePackages = "io.usher.console")
class ConsoleErrors {

  private static final Logger LOG = LoggerFactory.getLogger(ConsoleErrors.class);

  @ExceptionHandler
  String notHere(NotHere e, Model model, HttpServletRequest request, HttpServletResponse response) {
    return problem(404, "Not found", String.valueOf(e.getMessage()), model, request, response);
  }

  /** A number in the address that is none. */
  @ExceptionHandler
  String nonsense(
      MethodArgumentTypeMismatchException e,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    String sentence = "The address holds what can't be read as its " + e.getName() + ".";
    return problem(404, "Not found", sentence, model, request, response);
  }

  @ExceptionHandler
  String other(Exception e, Model model, HttpServletRequest request, HttpServletResponse response) {
    if (e instanceof ErrorResponse known) {
      String detail = String.valueOf(known.getBody().getDetail());
      int status = known.getStatusCode().value();
      return problem(status, "This can't be shown", detail, model, request, response);
    }
    LOG.error("The page {} failed", request.getRequestURI(), e);
    String sentence = "Something went wrong in the hub; its log says what. Try again in a moment.";
    return problem(500, "Something went wrong", sentence, model, request, response);
  }

  private static String problem(
      int status,
      String title,
      String sentence,
      Model model,
      HttpServletRequest request,
      HttpServletResponse response) {
    response.setStatus(status);
    ConsoleFrame.describe(request, model);
    model.addAttribute("title", title);
    model.addAttribute("sentence", sentence);
    return "console/problem";
  }
}
