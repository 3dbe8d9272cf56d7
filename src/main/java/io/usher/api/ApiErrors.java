package io.usher.api;

import io.swagger.v3.oas.annotations.Hidden;
import io.usher.access.AccessRefused;
import io.usher.access.Open;
import io.usher.api.ApiProblem.ErrorBody;
import io.usher.store.OutOfReachException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Gives every error the one form: never a stack trace, never HTML. */
@Hidden
@Open
@RestController
@RestControllerAdvice
class ApiErrors implements ErrorController {

  private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

  @ExceptionHandler
  ResponseEntity<ErrorBody> problem(ApiProblem problem) {
    return json(problem.status()).body(problem.body());
  }

  /** Whoever followed along has gone; nobody is left to be answered. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException e) {
    LOG.debug("A client has gone: {}", e.toString());
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> other(Exception e) {
    if (e instanceof ErrorResponse known) {
      return of(
          known.getStatusCode().value(),
          "The request can't be served: " + known.getBody().getDetail());
    }
    LOG.error("A request failed", e);
    return of(500, "Something went wrong in the hub; its log says what.");
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> notANumber(MethodArgumentTypeMismatchException e) {
    return problem(
        ApiProblem.badParameter(e.getName() + " is '" + e.getValue() + "'; it must be a number."));
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> outOfReach(OutOfReachException e) {
    return ResponseEntity.status(HttpStatus.FORBIDDEN)
        .body(new ErrorBody(String.valueOf(e.getMessage()), "not-allowed"));
  }

  @ExceptionHandler
  ResponseEntity<ErrorBody> refused(AccessRefused e) {
    String sentence = String.valueOf(e.getMessage());
    return switch (e.why()) {
      case WRONG -> problem(ApiProblem.badParameter(sentence));
      case ABSENT -> problem(new ApiProblem(HttpStatus.NOT_FOUND, "not-found", sentence));
      case CONFLICT -> problem(new ApiProblem(HttpStatus.CONFLICT, "not-possible", sentence));
    };
  }

  @RequestMapping("/error")
  ResponseEntity<ErrorBody> error(HttpServletRequest request) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    int code = status instanceof Integer number ? number : 404;
    return of(code, HttpStatus.valueOf(code).getReasonPhrase() + ".");
  }

  /** Whatever the client said that it takes. */
  private static ResponseEntity.BodyBuilder json(HttpStatus status) {
    return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
  }

  private static ResponseEntity<ErrorBody> of(int status, String sentence) {
    HttpStatus known = HttpStatus.valueOf(status);
    String code = known.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return json(known).body(new ErrorBody(sentence, code));
  }
}
