package io.usher.webhook;

import java.io.Serial;

/**
 * Why a webhook is not taken. Carries no stack trace: it is an answer, not a fault, and may come in
 * floods.
 */
public final class Refusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * @param status the HTTP status
   * @param code kebab-case, for scripts
   * @param sentence for people; without anything from the webhook but what is harmless
   */
  public Refusal(int status, String code, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
    this.code = code;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
