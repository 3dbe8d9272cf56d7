package io.usher.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.usher.sandbox.google.GoogleError;
import io.usher.sandbox.google.GoogleStandIn;
import io.usher.sandbox.salesforce.SalesforceStandIn;
import io.usher.sandbox.standin.ExactJson;
import io.usher.sandbox.standin.SandboxOnly;
import io.usher.sandbox.standin.VendorGate;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts each vendor's gate before its endpoints. */
@SandboxOnly
@Component
final class SandboxGates implements WebMvcConfigurer {

  private final SalesforceStandIn salesforce;
  private final GoogleStandIn google;

  SandboxGates(SalesforceStandIn salesforce, GoogleStandIn google) {
    this.salesforce = salesforce;
    this.google = google;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry
        .addInterceptor(new VendorGate(salesforce, salesforceOutage()))
        .addPathPatterns(SandboxPaths.SALESFORCE);
    registry
        .addInterceptor(new VendorGate(google, GoogleError.unavailable().body()))
        .addPathPatterns(SandboxPaths.GOOGLE_TOKEN, SandboxPaths.GOOGLE_API);
  }

  private static JsonNode salesforceOutage() {
    ArrayNode errors = ExactJson.MAPPER.createArrayNode();
    errors
        .addObject()
        .put("message", "We are down for maintenance. Sorry for the inconvenience.")
        .put("errorCode", "SERVER_UNAVAILABLE");
    return errors;
  }
}
