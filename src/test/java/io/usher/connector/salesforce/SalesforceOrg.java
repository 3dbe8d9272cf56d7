package io.usher.connector.salesforce;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** An org that keeps what is upserted into it, merged by external id as Salesforce does. */
public final class SalesforceOrg implements ResponseDefinitionTransformerV2 {

  public static final String TOKEN = "/salesforce/services/oauth2/token";
  public static final String COMPOSITE = "/salesforce/services/data/v62.0/composite/?";

  private final ObjectMapper json =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();
  private final Map<String, ObjectNode> records = new LinkedHashMap<>();
  private WireMockServer server;

  public void reset(WireMockServer http) {
    server = http;
    records.clear();
    String url = http.baseUrl() + "/salesforce";
    http.stubFor(
        post(urlPathMatching(TOKEN))
            .willReturn(
                okJson(
                    """
                    {"access_token":"token-1","instance_url":"%s",
                     "id":"https://login.example.com/id/00D000000000001EAA/005000000000001AAA"}
                    """
                        .formatted(url))));
    http.stubFor(
        any(urlPathMatching(COMPOSITE)).willReturn(aResponse().withTransformers("salesforce")));
  }

  /** The records of an object in the order in which they came. */
  public ArrayNode records(String object) {
    ArrayNode found = json.createArrayNode();
    records.forEach(
        (key, record) -> {
          if (key.startsWith(object + "/")) {
            found.add(record);
          }
        });
    return found;
  }

  public void answer(int status, String body) {
    server.stubFor(
        any(urlPathMatching(COMPOSITE))
            .willReturn(
                aResponse()
                    .withStatus(status)
                    .withHeader("Content-Type", "application/json")
                    .withBody(body)));
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    try {
      ObjectNode answer = json.createObjectNode();
      ArrayNode parts = answer.putArray("compositeResponse");
      for (JsonNode call : json.readTree(event.getRequest().getBody()).get("compositeRequest")) {
        parts.add(upsert(call));
      }
      return okJson(answer.toString()).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode upsert(JsonNode call) {
    String[] url = call.get("url").asText().split("/");
    String object = url[url.length - 2];
    String key = url[url.length - 1];
    ObjectNode part = json.createObjectNode();
    part.put("httpStatusCode", 200).set("referenceId", call.get("referenceId"));
    ArrayNode results = part.putArray("body");
    for (JsonNode record : call.at("/body/records")) {
      ObjectNode stored =
          records.computeIfAbsent(
              object + "/" + record.get(key).asText(), k -> json.createObjectNode());
      stored.setAll((ObjectNode) record.deepCopy());
      stored.remove("attributes");
      results.addObject().put("success", true).put("id", "a00" + records.size()).putArray("errors");
    }
    return part;
  }

  @Override
  public String getName() {
    return "salesforce";
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }
}
