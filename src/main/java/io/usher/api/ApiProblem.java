package io.usher.api;

import java.io.Serial;
import org.springframework.http.HttpStatus;

/** An answer that says no: status, code for scripts, sentence for people. */
final class ApiProblem extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String code;

  ApiProblem(HttpStatus status, String code, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
    this.code = code;
  }

  static ApiProblem notFound(String what, String id) {
    return new ApiProblem(
        HttpStatus.NOT_FOUND, "not-found", "There is no " + what + " with the id " + id + ".");
  }

  static ApiProblem badParameter(String sentence) {
    return new ApiProblem(HttpStatus.BAD_REQUEST, "bad-parameter", sentence);
  }

  HttpStatus status() {
    return status;
  }

  ErrorBody body() {
    return new ErrorBody(String.valueOf(getMessage()), code);
  }

  /** The one form of every error. */
  record ErrorBody(String error, String code) {}
}
