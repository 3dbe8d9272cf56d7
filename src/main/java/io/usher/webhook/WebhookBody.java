package io.usher.webhook;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a request's exact bytes, and not one more than allowed. */
final class WebhookBody {

  private static final int BLOCK = 8192;

  private final long most;
  private final Duration longest;

  WebhookBody(WebhookSettings settings) {
    this.most = settings.maxBody().toBytes();
    this.longest = settings.readTimeout();
  }

  /**
   * @return how many bytes it may have at most
   * @throws Refusal for a body that is compressed, of another type or too large
   */
  long announced(HttpServletRequest request) {
    refuseOtherForms(request);
    long announced = request.getContentLengthLong();
    if (announced > most) {
      throw tooLarge();
    }
    return announced < 0 ? most : announced;
  }

  /**
   * @throws Refusal for a body that is too large or too slow
   */
  byte[] read(HttpServletRequest request) throws IOException {
    long deadline = System.nanoTime() + longest.toNanos();
    ServletInputStream in = request.getInputStream();
    int expected = request.getContentLength();
    byte[] buffer = new byte[expected > 0 ? expected : BLOCK];
    ByteArrayOutputStream rest = null;
    int filled = 0;
    long total = 0;
    int read;
    while ((read = in.read(buffer, filled, buffer.length - filled)) >= 0) {
      filled += read;
      total += read;
      if (total > most) {
        throw tooLarge();
      }
      if (System.nanoTime() > deadline) {
        throw new Refusal(
            400,
            "body-too-slow",
            "The body did not arrive within " + longest.toSeconds() + " seconds.");
      }
      if (filled == buffer.length) {
        if (total == expected) {
          return buffer;
        }
        rest = rest == null ? new ByteArrayOutputStream(BLOCK * 4) : rest;
        rest.write(buffer, 0, filled);
        filled = 0;
      }
    }
    if (expected > total) {
      throw new Refusal(
          400, "body-incomplete", "The connection ended before the whole body had arrived.");
    }
    return joined(rest, buffer, filled);
  }

  private static byte[] joined(@Nullable ByteArrayOutputStream rest, byte[] buffer, int filled) {
    ByteArrayOutputStream all = rest == null ? new ByteArrayOutputStream(filled) : rest;
    all.write(buffer, 0, filled);
    return all.toByteArray();
  }

  private Refusal tooLarge() {
    return new Refusal(
        413,
        "body-too-large",
        "The body is larger than the limit of " + most + " bytes (usher.webhook.max-body).");
  }

  /**
   * Compressed, form and multipart bodies are refused, for verifying them would mean verifying
   * changed bytes.
   */
  private static void refuseOtherForms(HttpServletRequest request) {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.isBlank() && !"identity".equalsIgnoreCase(encoding.strip())) {
      throw new Refusal(
          415,
          "content-encoding",
          "The body is compressed. Send it as it is, without Content-Encoding.");
    }
    String type = request.getContentType();
    if (type != null && !type.isBlank() && !isJson(type)) {
      throw new Refusal(415, "content-type", "The Content-Type must be application/json.");
    }
  }

  private static boolean isJson(String contentType) {
    int end = contentType.indexOf(';');
    String type =
        (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    return "application/json".equals(type)
        || (type.startsWith("application/") && type.endsWith("+json"));
  }
}
