package io.usher.api;

import io.usher.webhook.Intake;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Requests so broken that the web server answers them itself get the one error form too, instead of
 * its HTML page; while the hub stops they are told to come back, for a sender that is told 400
 * never tries again.
 */
@Component
class BrokenRequests
    implements WebServerFactoryCustomizer<JettyServletWebServerFactory>, Request.Handler {

  private final Intake intake;

  BrokenRequests(Intake intake) {
    this.intake = intake;
  }

  @Override
  public void customize(JettyServletWebServerFactory factory) {
    factory.addServerCustomizers(server -> server.setErrorHandler(this));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    if (intake.isStopping()) {
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
      response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
      write(response, callback, "stopping", "The hub is stopping. Send it again in a few seconds.");
    } else {
      HttpStatus known = HttpStatus.resolve(response.getStatus());
      String reason = known == null ? "Error" : known.getReasonPhrase();
      String code =
          known == null ? "error" : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
      String sentence =
          response.getStatus() < 500
              ? "The request is not valid HTTP for this hub: %s."
              : "The hub could not answer this request: %s. The reason is in its log.";
      write(response, callback, code, sentence.formatted(reason));
    }
    return true;
  }

  private static void write(Response response, Callback callback, String code, String sentence) {
    byte[] body =
        "{\"error\":\"%s\",\"code\":\"%s\"}"
            .formatted(sentence, code)
            .getBytes(StandardCharsets.UTF_8);
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, "application/json;charset=utf-8");
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    response.write(true, ByteBuffer.wrap(body), callback);
  }
}
