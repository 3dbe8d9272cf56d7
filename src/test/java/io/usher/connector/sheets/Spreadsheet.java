package io.usher.connector.sheets;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A spreadsheet behind Google's API, as far as the connector uses it. */
public final class Spreadsheet implements ResponseDefinitionTransformerV2 {

  public static final String VALUES = "/google/v4/spreadsheets/harbour-hall/values/.*";

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, List<JsonNode>> tabs = new LinkedHashMap<>();
  private WireMockServer server;

  public void reset(WireMockServer http) {
    server = http;
    tabs.clear();
    http.stubFor(
        post(urlPathMatching("/google/token"))
            .willReturn(
                okJson("{\"access_token\":\"t\",\"expires_in\":3600,\"token_type\":\"Bearer\"}")));
    http.stubFor(any(urlPathMatching(VALUES)).willReturn(aResponse().withTransformers("sheet")));
  }

  /** The rows of a tab, its heading first. */
  public synchronized List<JsonNode> rows(String tab) {
    return List.copyOf(tabs.getOrDefault(tab, List.of()));
  }

  public synchronized Map<String, List<JsonNode>> tabs() {
    return new LinkedHashMap<>(tabs);
  }

  public void answer(ResponseDefinitionBuilder answer) {
    server.stubFor(any(urlPathMatching(VALUES)).willReturn(answer));
  }

  @Override
  public synchronized ResponseDefinition transform(ServeEvent event) {
    Request request = event.getRequest();
    String path = URLDecoder.decode(request.getUrl().replaceAll("\\?.*", ""), UTF_8);
    String range = path.substring(path.lastIndexOf('/') + 1).replace(":append", "");
    String tab = range.substring(1, range.lastIndexOf('\''));
    List<JsonNode> rows = tabs.computeIfAbsent(tab, t -> new ArrayList<>());
    return switch (request.getMethod().getName()) {
      case "GET" -> okJson(read(rows, range.endsWith("!1:1")).toString()).build();
      case "PUT" -> heading(rows, values(request));
      default -> append(rows, values(request));
    };
  }

  private ResponseDefinition heading(List<JsonNode> rows, JsonNode values) {
    rows.add(0, values.get(0));
    return okJson("{}").build();
  }

  private ResponseDefinition append(List<JsonNode> rows, JsonNode values) {
    values.forEach(rows::add);
    return okJson("{\"updates\":{\"updatedRange\":\"A2:Z" + rows.size() + "\"}}").build();
  }

  private ObjectNode read(List<JsonNode> rows, boolean firstRow) {
    ObjectNode answer = json.createObjectNode().put("majorDimension", "ROWS");
    if (!rows.isEmpty()) {
      ArrayNode values = answer.putArray("values");
      if (firstRow) {
        values.add(rows.get(0));
      } else {
        rows.forEach(row -> values.addArray().add(row.get(0)));
      }
    }
    return answer;
  }

  private JsonNode values(Request request) {
    try {
      return json.readTree(request.getBody()).get("values");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Path serviceAccountKey(String tokenUri) {
    try {
      var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
      String pem =
          "-----BEGIN PRIVATE KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
              + "\n-----END PRIVATE KEY-----\n";
      ObjectNode key =
          new ObjectMapper()
              .createObjectNode()
              .put("type", "service_account")
              .put("client_id", "1")
              .put("client_email", "usher@harbour-hall.iam.gserviceaccount.com")
              .put("private_key_id", "1")
              .put("private_key", pem)
              .put("token_uri", tokenUri);
      return Files.writeString(Files.createTempFile("key", ".json"), key.toString());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String getName() {
    return "sheet";
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }
}
