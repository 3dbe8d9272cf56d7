package io.usher.api;

import java.io.IOException;
import java.util.Locale;
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

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(
        context ->
            ((StandardHost) context.getParent())
                .setErrorReportValveClass(JsonReport.class.getName()));
  }

  /** Made by Tomcat, by its name. */
  public static final class JsonReport extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(JsonReport.class);

    @Override
    protected void report(Request request, Response response, Throwable thrown) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      HttpStatus known = HttpStatus.resolve(status);
      String reason = known == null ? "Error" : known.getReasonPhrase();
      String code =
          known == null ? "error" : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
      try {
        response.setContentType("application/json");
        response.setCharacterEncoding("utf-8");
        response
            .getReporter()
            .write(
                "{\"error\":\"The request is not valid HTTP for this hub: "
                    + reason
                    + ".\",\"code\":\""
                    + code
                    + "\"}");
        response.finishResponse();
      } catch (IOException e) {
        LOG.debug("The client had gone: {}", e.toString());
      }
    }
  }
}
