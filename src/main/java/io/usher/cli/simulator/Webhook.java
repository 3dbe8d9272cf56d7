package io.usher.cli.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/** One request, ready to be sent. */
record Webhook(String sample, URI uri, String signature, byte[] body) {

  HttpRequest request() {
    return HttpRequest.newBuilder(uri)
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/json")
        .header(Signature.HEADER, signature)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  /** The same request for a shell, the body in single quotes. */
  String curl() {
    return String.join(
        " \\\n  ",
        "curl -sS -X POST " + quoted(uri.toString()),
        "-H 'Content-Type: application/json'",
        "-H " + quoted(Signature.HEADER + ": " + signature),
        "--data-binary " + quoted(new String(body, UTF_8)));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
