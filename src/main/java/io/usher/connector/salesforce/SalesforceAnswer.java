package io.usher.connector.salesforce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Handler;
import org.apache.camel.Header;
import org.apache.camel.component.salesforce.api.SalesforceException;
import org.apache.camel.component.salesforce.api.dto.RestError;
import org.springframework.stereotype.Component;

/**
 * Reads the answer to a composite request to the end. Camel takes any answer with a body for a
 * success, and Salesforce answers 200 for a request whose records it all refused.
 */
@Component("salesforceAnswer")
class SalesforceAnswer {

  private final ObjectMapper json = new ObjectMapper();

  /** What was upserted, for the delivery log; throws when one record was not. */
  @Handler
  String check(@Header("CamelHttpResponseCode") int status, @Body String body)
      throws SalesforceException {
    JsonNode answer = parse(body, status);
    if (status != 200 || !answer.path("compositeResponse").isArray()) {
      throw refused(errors(answer), status == 200 ? 502 : status);
    }
    List<String> done = new ArrayList<>();
    for (JsonNode part : answer.path("compositeResponse")) {
      done.add(checkPart(part));
    }
    return String.join(", ", done);
  }

  private String checkPart(JsonNode part) throws SalesforceException {
    int status = part.path("httpStatusCode").asInt();
    JsonNode records = part.path("body");
    if (status != 200 || !records.isArray()) {
      throw refused(errors(records), status == 200 ? 502 : status);
    }
    for (JsonNode record : records) {
      if (!record.path("success").asBoolean()) {
        throw refused(allErrors(records), 400);
      }
    }
    return records.size() + " " + part.path("referenceId").asText().replaceAll("_\\d+$", "");
  }

  private static List<RestError> allErrors(JsonNode records) {
    List<RestError> errors = new ArrayList<>();
    records.forEach(record -> errors.addAll(errors(record.path("errors"))));
    return errors;
  }

  private static List<RestError> errors(JsonNode errors) {
    List<RestError> read = new ArrayList<>();
    errors.forEach(
        error -> {
          String code = error.path("statusCode").asText(error.path("errorCode").asText());
          List<String> fields = error.path("fields").valueStream().map(JsonNode::asText).toList();
          read.add(new RestError(code, "", fields));
        });
    return read;
  }

  private static SalesforceException refused(List<RestError> errors, int status) {
    return new SalesforceException(errors, status, "Salesforce refused the request");
  }

  private JsonNode parse(String body, int status) throws SalesforceException {
    try {
      return json.readTree(body);
    } catch (JsonProcessingException e) {
      throw refused(List.of(), status == 200 ? 502 : status);
    }
  }
}
