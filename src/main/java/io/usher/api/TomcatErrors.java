package io.usher.api;

import io.usher.webhook.Intake;
import java.io.IOException;
import java.util.Locale;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Requests so broken that Tomcat answers them itself get the one error form too, instead of its
 * HTML page.
 */
@Component
class TomcatErrors implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  private final Intake intake;

  TomcatErrors(Intake intake) {
    this.intake = intake;
  }

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(this::report);
  }

  /** The host makes a valve of that class only where its pipeline has none yet. */
  private void report(Context context) {
    StandardHost host = (StandardHost) context.getParent();
    host.setErrorReportValveClass(JsonReport.class.getName());
    host.getPipeline().addValve(new JsonReport(intake));
  }

  private static final class JsonReport extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(JsonReport.class);

    private final Intake intake;

    JsonReport(Intake intake) {
      this.intake = intake;
    }

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      try {
        if (intake.isStopping()) {
          writeStopping(response);
        } else {
          write(response, "The request is not valid HTTP for this hub: %s.", status);
        }
        response.finishResponse();
      } catch (IOException e) {
        LOG.debug("The client had gone: {}", e.toString());
      }
    }

    /**
     * A paused Tomcat takes a request whose headers it did not read for one without a host, and
     * says 400; a sender would never try that again.
     */
    private static void writeStopping(Response response) throws IOException {
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
      response.setHeader("Retry-After", "5");
      response.setHeader("Connection", "close");
      write(response, "stopping", "The hub is stopping. Send it again in a few seconds.");
    }

    private static void write(Response response, String sentence, int status) throws IOException {
      HttpStatus known = HttpStatus.resolve(status);
      String reason = known == null ? "Error" : known.getReasonPhrase();
      String code =
          known == null ? "error" : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
      write(response, code, sentence.formatted(reason));
    }

    private static void write(Response response, String code, String sentence) throws IOException {
      response.setContentType("application/json");
      response.setCharacterEncoding("utf-8");
      response.getReporter().write("{\"error\":\"%s\",\"code\":\"%s\"}".formatted(sentence, code));
    }
  }
}
