package io.usher.webhook;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** The way in. In the jar, so that nobody who edits routes can break it. */
@Component
final class WebhookRoute extends RouteBuilder {

  private final VerifyWebhook verify;
  private final AcceptEvent accept;

  WebhookRoute(VerifyWebhook verify, AcceptEvent accept) {
    this.verify = verify;
    this.accept = accept;
  }

  @Override
  public void configure() {
    errorHandler(noErrorHandler());
    from("platform-http:" + WebhookEngine.PATH + "?matchOnUriPrefix=true&httpMethodRestrict=POST")
        .routeId("webhook")
        .noStreamCaching()
        .routeDescription("Verifies each webhook and stores it as an event before it is answered")
        .process(verify)
        .process(accept);
  }
}
